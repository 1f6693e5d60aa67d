"""A small Discord over loopback sockets: a gateway and the REST routes that the bot uses.

``server.py`` is the whole of it: start one with ``async with WireDiscord.serve() as discord``, add guilds and channels,
have people write and use commands, and read what the bot made of it. ``gateway.py`` keeps its sessions, ``payloads.py``
makes Discord's objects, ``faults.py`` breaks what it is told to, ``pointing.py`` sends discord.py there. The bot itself
knows nothing of it: ``python -m tests.wire.run_bot`` is ``python -m bot`` with discord.py pointed at WIRE_URL.
``fleet.py`` runs several processes of one bot there, on one database, and ``crowd.py`` has fans ask and counts what
becomes of it.

Refuses to check what a layout may hold, or who may see what: the simulated Discord of the other tests does. What this
one adds are real sockets and processes, and all that can happen on the way: connections that drop, sessions that are
resumed, replies that are lost.
"""
