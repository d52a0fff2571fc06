"""What the printed sheets of an exit say: minutes, consent, notice, announcement (R1.4, R2.3).

Each is put together once, as text only, and drawn by templates/office/exit. What hangs in public (公示、公告) carries
a name, a group, a head-count and the end of the household's number, and nothing else of anybody: an ID number, a
telephone, an account, a cause, health or a birth date has no field to stand in here (domain §10).
"""
