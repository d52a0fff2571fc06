"""核对一个村的基金账有没有改过：python3 verify.py 下载的文件.csv。只用 Python 自带的 hashlib。"""

import csv
import hashlib
import sys

prev, count, balance = b"", 0, 0
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        count += 1
        body = row["正文"].split("|", 13)  # v1|账目|基金|序号|编号|日期|收支|用途|记账|审批|冲哪笔|借贷|票据|摘要
        legs = [tuple(map(int, leg.split(":"))) for leg in body[11].split(",")]
        found = hashlib.sha256(prev + row["正文"].encode()).digest()
        same = [body[3], body[5]] == [str(count), row["日期"]] and row["序号"] == str(count)
        money = sum(amount for account, amount in legs if account == int(row["专户科目"]))
        if found.hex() != row["验证码"] or not same or sum(leg[1] for leg in legs) != 0 or money != int(row["分"]):
            sys.exit(f"第 {count} 笔对不上：这一笔改过、换过，或者前面少了一笔")
        prev, balance = found, balance + money
code = prev.hex()
sys.stdout.write(f"{count} 笔首尾相接，余额 {balance / 100:.2f} 元，验证码 {code[:16].upper()}（全文 {code}）\n")
