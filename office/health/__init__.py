"""数据体检: contradictions in what the office holds, as items to close (R1.2, domain §3.6).

`rules` says what is looked for, `numbers` what only opened ID numbers show, `checkup` counts and lists it.
"""
