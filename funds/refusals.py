"""What Postgres says to the fund's books, in words: the refusals of its triggers by the name that they give."""

from funds.payments import SENTENCES

WORDS = {
    # The ledger (L1–L14).
    "entry_in_open_period": "这一天已经结账，日期要写在结账以后",
    "entry_day_has_come": "日期还没有到",
    "entry_of_the_voucher": "账和凭证对不上，没有入账。退回凭证，重新送审",
    "entry_balanced": "收和支两边不平，没有入账",
    "entry_use_of_the_earmark": "这笔专款只能用在限定的用途上，换一笔专款",
    "entry_reversal_mirrors": "冲红要和原来那一笔一分不差，日期不早于原来那一笔",
    "posting_before_the_seal": "这一笔已经入账，不能再加",
    "posting_in_its_fund": "科目不是这个基金的，重新选专款",
    # Vouchers.
    "funds_voucher_idem_key": "这张表刚才已经记过，看看凭证",
    "funds_voucher_delivery_id_key": "这笔捐赠已经记过收入",
    "funds_voucher_reverses_id_key": "这一笔已经有冲红凭证",
    "voucherfile_once": "这张票据已经传过",
    "voucher_goes_its_way": "凭证先写、再送审、再批，不能跳过",
    "voucher_approved_stays": "已经入账，改不了，只能冲红",
    "voucher_approved_as_submitted": "批的时候凭证变了，重新打开看一遍再批",
    "voucher_on_an_earmark": "专款不是这个基金的，重新选",
    "voucher_reverses_an_entry": "只能冲这个基金的收入或者支出，冲红的账不能再冲",
    "voucher_of_the_gift": "金额和企业捐赠的不一样，或者那一笔不是捐给这个基金的",
    "voucher_has_its_entry": "批了没有入账，退回来再批一次",
    "voucher_second_approval": "超过限额，还要第二个人批",
    "voucherfile_of_an_open_voucher": "已经入账，票据不能再加、再删",
    # The rule of use.
    **{f"payment_{code}": sentence for code, sentence in SENTENCES.items()},
    "application_as_deliberated": "村里已经评议过，用途、做什么、金额不能再改。不对就撤回申请重来",
    "applicationshare_of_the_village": "受益户要在本村",
    "applicationshare_within": "各户加起来比申请的多",
    "approval_by_another": "申请的人、记评议的人不能批，请另一个人批",
    "approval_after_deliberation": "村里评议同意以后再批",
    "fundnotice_full_term": "公示的天数不够",
    "deliberation_has_been": "开会的日期还没有到",
    "deliberation_has_words": "写上主持人、议定什么",
    "approval_has_been": "审批的日期还没有到",
    "fundnotice_has_place": "写上贴在哪里",
    "fundobjection_days": "提出、答复的日期还没有到",
    "fundobjection_has_words": "写上说了什么",
    "fundoutcome_has_been": "核结果的日期还没有到",
    "fundoutcome_has_words": "写上办成了什么",
    "fundnotice_of_an_approved": "办事处批了才能公示，超过限额要两个人批",
    # The bank.
    "bankmatch_same_money": "这笔流水和这笔账不是同一笔钱，金额要一分不差",
    "periodclosing_moves_forward": "这一天已经结过账，要往后结",
    "periodclosing_equals_the_bank": "账、银行对账单、填的余额不一样，一分不差才能结",
    "periodclosing_nothing_waits": "这一天以前还有没批的凭证，批了、退回改日期或者删掉再结",
    "periodclosing_has_receipts": "有支出没有票据，补上再结",
}
