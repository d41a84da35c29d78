"""The catalogue of bad input: what arrives or happens, and which tests answer for it.

A row that files of the gallery show needs no more; the others, and what no single file can show, name their tests.
"""

from __future__ import annotations

_SCAN, _RECEIVING = "tests/inbox/test_scan.py", "tests/inbox/test_receiving.py"
_PUBLISH, _FAULTS = "tests/outbox/test_publish.py", "tests/outbox/test_faults.py"
_SCORES, _RANKING = "tests/regulation/test_art16_scores.py", "tests/regulation/test_art16_ranking.py"
_COUNTS, _PAPERS = "tests/regulation/test_art17_reconciliation.py", "tests/regulation/test_art17_ballots.py"
_RENDER = "tests/typesetting/test_render.py"

ROWS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("空的、截断的、还在复制的文件", (f"{_SCAN}::test_the_inbox_is_not_changed",)),
    2: ("打开标记、临时文件、系统文件", (f"{_SCAN}::test_an_open_workbook_is_named",)),
    3: ("别的格式改了扩展名", ()),
    4: ("打开密码", ()),
    5: ("工作表保护", ()),
    6: ("宏和控件", ()),
    7: ("严格格式", ()),
    8: ("内容损坏", ()),
    9: ("压缩包结构异常", ()),
    10: ("压缩炸弹", ("tests/workbooks/test_confined.py::test_trouble_is_a_result_and_the_next_call_works",)),
    11: ("实体和文档类型声明", ()),
    12: ("巨大的属性、注释、文字", ()),
    13: ("其他编码、前缀、段落标记", ()),
    14: ("控制字符和转义", ()),
    15: ("链接、管道、设备、同名文件夹", (f"{_SCAN}::test_what_is_no_ordinary_file_is_named_and_not_waited_for",)),
    16: ("子文件夹", (f"{_SCAN}::test_subfolders_are_read",)),
    17: (
        "超大、不可读、名称怪异的文件",
        (
            f"{_SCAN}::test_sparse_giant_is_refused_without_being_read",
            f"{_SCAN}::test_unreadable_file_is_named",
            f"{_SCAN}::test_names_that_cannot_be_printed_are_spelled_out",
        ),
    ),
    18: ("扩展名写法不同", (f"{_SCAN}::test_a_workbook_is_known_by_what_it_says_inside",)),
    19: (
        "同一份表的副本和不同版本",
        (
            f"{_RECEIVING}::test_identical_copies_count_once",
            f"{_RECEIVING}::test_unequal_copies_are_both_named_with_the_cells_and_block_the_applicant",
        ),
    ),
    20: (
        "另一届、旧版、别处来的表",
        (f"{_RECEIVING}::test_the_same_workbook_of_two_cycles_is_no_copy_and_the_strange_cycle_is_named",),
    ),
    21: ("文件时间不可信", (f"{_SCAN}::test_times_of_files_do_not_matter",)),
    30: ("工作表改名、多出、重名", ()),
    31: ("工作表换了顺序", ()),
    32: ("栏换了顺序", ()),
    33: ("栏缺少、改名、重复、多出，表头移动", ()),
    34: ("隐藏的表、行、栏，筛选", ()),
    35: ("合并的单元格", ()),
    36: ("合计、平均、说明、签名的行", ()),
    37: ("空行和重复的行", ()),
    38: ("极远处的内容，数量过多", ()),
    39: ("内部尺寸、地址、索引有误", ()),
    40: ("1904日期系统", ()),
    41: ("公式被改成数，合计对不上", (f"{_COUNTS}::test_numbers_that_do_not_agree",)),
    42: ("外部链接和嵌入对象", ()),
    43: ("单元格图片、富文本、拼音", ()),
    50: ("全角、文本、带空格的数字", ()),
    51: ("带单位、约数、混淆的数字", ()),
    52: ("百分数和比例", ()),
    53: ("小数位数和浮点尾数", ()),
    54: ("超出范围的数", ()),
    55: ("空白、零、无、缺席、回避", ()),
    56: ("公式", ()),
    57: ("错误值", ()),
    58: (
        "平均、舍入和并列",
        (
            f"{_RANKING}::test_a_ranking_by_hand",
            f"{_RANKING}::test_shares_are_exact",
            f"{_RANKING}::test_a_tie_at_the_border_goes_to_people",
        ),
    ),
    60: ("各种完整日期的写法", ()),
    61: ("不完整或有歧义的日期", ()),
    62: ("不存在的日期", ()),
    63: ("日期写成数字", ()),
    64: ("序列日期的边界", ()),
    65: ("近三年等期间", ("tests/regulation/test_art10_conditions.py::test_window_of_three_years",)),
    66: ("工作日和放假", ("tests/model/test_work_calendar.py::test_a_year_not_on_file_is_refused",)),
    67: ("电脑时钟有误", ("tests/test_shape.py::test_rules_and_documents_know_no_clock_and_no_float",)),
    68: (
        "恰好满三年、四年",
        (
            "tests/regulation/test_art10_conditions.py::test_three_years_to_the_deadline",
            "tests/regulation/test_art28_validity.py::test_the_last_day",
        ),
    ),
    70: ("统一社会信用代码的各种写法", ()),
    71: (
        "单位名称的各种写法，一名两码",
        ("tests/inbox/test_naming.py::test_a_name_with_two_codes_blocks_the_other_workbook",),
    ),
    72: ("看不见的和坏的字符", ()),
    73: ("重名的评审员", ("tests/regulation/test_art08_draw.py::test_a_number_stands_for_one_expert",)),
    74: ("公式注入", ("tests/workbooks/test_table.py::test_values_keep_their_types_and_texts_stay_texts",)),
    75: ("模板标记写进内容", (f"{_RENDER}::test_values_are_data",)),
    76: ("标记语言的字符", ("tests/typesetting/test_random_content.py::test_nothing_nasty_becomes_markup_or_is_lost",)),
    77: ("过长的文字", ()),
    78: ("不能作文件名的名称", (f"{_PUBLISH}::test_no_path_leads_out",)),
    80: ("评分人不在评审组，组的人数", (f"{_SCORES}::test_who_was_not_drawn_does_not_score",)),
    81: ("应回避的评审员打了分", (f"{_SCORES}::test_a_recused_reviewer_s_score_is_an_error_at_its_cell",)),
    82: (
        "评分表重复、缺少、多出",
        (
            f"{_SCORES}::test_a_second_sheet_of_one_reviewer_is_named",
            f"{_SCORES}::test_a_missing_applicant_is_a_hole",
            f"{_SCORES}::test_another_panel_s_applicant_is_named",
        ),
    ),
    83: (
        "分值和权重合计不对",
        (f"{_RANKING}::test_points_add_to_the_total", f"{_RANKING}::test_weights_add_to_exactly_one"),
    ),
    84: (
        "资格事实空缺或矛盾",
        ("tests/regulation/test_art15_qualification.py::test_one_failure_stops_before_what_is_pending",),
    ),
    85: (
        "票数对不上，票号重复",
        (f"{_COUNTS}::test_numbers_that_do_not_agree", f"{_PAPERS}::test_paper_numbers_name_nobody"),
    ),
    86: ("超额、无效、候选以外的票", (f"{_PAPERS}::test_a_paper_for_a_stranger",)),
    87: ("三分之二的界限", ("tests/regulation/test_art17_vote.py::test_yes_votes_needed",)),
    88: ("超过三家、没有一家、再次获奖", ("tests/regulation/test_art04_quota.py::test_places_by_votes",)),
    89: (
        "公示有异议或天数不足",
        (
            "tests/regulation/test_art18_notice.py::test_an_open_objection_blocks",
            "tests/regulation/test_art18_notice.py::test_the_least_length",
        ),
    ),
    90: (
        "两家的票数对调",
        (f"{_COUNTS}::test_the_two_tellers_differ", f"{_COUNTS}::test_papers_entered_against_the_count"),
    ),
    100: (
        "中途被终止或断电",
        (
            f"{_FAULTS}::test_killed_at_every_call",
            "tests/outbox/test_power_loss.py::test_old_or_new_whatever_the_disk_forgot",
        ),
    ),
    101: (
        "磁盘已满、文件被占用",
        (f"{_FAULTS}::test_refused_at_every_call", "tests/outbox/test_reproducible.py::test_a_disk_too_small"),
    ),
    102: ("两次运行同时进行", (f"{_PUBLISH}::test_a_second_run_is_refused_and_told_who_runs",)),
    103: ("运行时收件箱有变化", (f"{_SCAN}::test_the_inbox_is_not_changed",)),
    104: (
        "文书被手工改过、删除、多出",
        (f"{_PUBLISH}::test_publishing_twice_is_publishing_once_and_nothing_typed_is_lost",),
    ),
    105: ("账本被改动或截断", ("tests/outbox/test_verify.py::test_random_single_byte_changes_are_all_found",)),
    106: ("参数、模板、程序有变化", (f"{_PUBLISH}::test_reason_falls_back_from_cells_to_workbooks_to_the_program",)),
    107: ("用过的表格不见了", (f"{_PUBLISH}::test_vanished_is_told_until_it_comes_back",)),
    108: ("语言、时区、目录、权限不同", ("tests/outbox/test_reproducible.py::test_surroundings_do_not_show",)),
    109: (
        "被中断，或内存不足",
        (
            f"{_FAULTS}::test_interrupted_at_every_call",
            f"{_RECEIVING}::test_one_file_that_breaks_the_reader_does_not_stop_the_others",
        ),
    ),
    110: ("显示的与存储的不同，删除线、看不见的字、批注", ()),
}
"""Row → what it is, and the tests that answer for it beside the files of the gallery."""
