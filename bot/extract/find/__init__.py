"""What an article names: shows, people, characters, companies, places, and which places name the same one."""
