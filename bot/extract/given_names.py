"""Common given names, and whether English readers take them for "he" or "she".

Owns two closed lists of frequent English, European and Indian given names, from public name statistics
(the top of national birth registers, 1950 to 2000). Names given to both are in neither.
"""

from __future__ import annotations

from typing import Final

FEMALE: Final = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle
    carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha
    katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn
    judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace
    denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori hillary chelsea ivanka melania
    michele meryl scarlett zendaya florence margot anya nicola millie sadie winona claire keira natasha reese jodie tilda cate saoirse viola octavia kate
    phoebe olivia jenna sydney elle dakota zoe gillian imelda eva penelope salma priyanka deepika alia kareena katrina kangana vidya elisabeth kirsten
    kristen anne drew gal brie rosamund naomi helena hailee ellen tina mindy shonda ava greta sofia chloe nancy loretta condoleezza susan gwen rosie
    tracey sheila lucy jane sally fiona bella ella mia lily ruby daisy kaley jenny jill kathy katie katy kellyanne huma donna debbie elaine eleanor rose""".split()
)
MALE: Final = frozenset(
    """james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony mark donald steven andrew paul joshua
    kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
    samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy
    walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan
    albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mike mick tom tim jim bill bob barack mitt rand ted
    marco bernie al rudy newt vladimir steve stan matt ben dan greg jeff josh pete luke pedro oscar diego javier alvaro hugh ewan idris benedict tom
    cillian colin daniel leonardo brad keanu denzel jake jared jeremy paul vin dwayne idris rami timothée timothee barry kit pablo guillermo alfonso
    quentin martin ridley christopher steven francis sebastian anthony chadwick mahershala jonah seth shah salman aamir ranbir ranveer hrithik akshay
    karan sanjay shawn neil gavin glenn craig chuck harry charlie fred ed simon nick gordon ian graham stuart alex taika jon kurt lester corey harrison""".split()
)
