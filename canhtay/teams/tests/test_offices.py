"""How wards write where somebody comes from, and what is read of it: the body, and the offices that rules ask for."""

import pytest

from canhtay.teams.offices import body_of, offices_in

pytestmark = pytest.mark.mission("R2")

PARTY, GROUP, FRONT, YOUTH = "party_secretary", "group_head", "front_head", "youth_secretary"

WRITTEN: list[tuple[str, str, set[str]]] = [
    ("Bí thư chi bộ", "party_cell", {PARTY}),
    ("BÍ THƯ CHI BỘ TDP TRÀ KHÊ 3", "party_cell", {PARTY}),
    ("Bi thu chi bo", "party_cell", {PARTY}),
    ("BT chi bộ", "party_cell", {PARTY}),
    ("B.thư CB", "party_cell", {PARTY}),
    ("Bí thư CB", "party_cell", {PARTY}),
    ("BTCB", "party_cell", {PARTY}),
    ("BT", "party_cell", {PARTY}),
    ("Bí thư chi bộ kiêm Tổ trưởng TDP", "party_cell", {PARTY, GROUP}),
    ("Bí thư, Trưởng thôn", "party_cell", {PARTY, GROUP}),
    ("BT-TT TDP", "party_cell", {PARTY, GROUP}),
    ("BTCB kiêm TTDP", "party_cell", {PARTY, GROUP}),
    ("Phó Bí thư chi bộ", "party_cell", set()),
    ("PBT", "party_cell", set()),
    ("PBT CB, Trưởng ban CTMT", "front", {FRONT}),
    ("Chi ủy viên", "party_cell", set()),
    ("Đảng viên", "party_cell", set()),
    ("Nguyên Bí thư chi bộ", "", set()),
    ("Bí thư Đảng ủy phường", "party_cell", set()),
    ("Tổ trưởng tổ dân phố", "group", {GROUP}),
    ("Tổ trưởng dân phố", "group", {GROUP}),
    ("Tổ trưởng TDP số 5", "group", {GROUP}),
    ("TT TDP", "group", {GROUP}),
    ("TTDP", "group", {GROUP}),
    ("T/trưởng TDP", "group", {GROUP}),
    ("Tổ trưởng tổ 5", "group", {GROUP}),
    ("Trưởng thôn", "group", {GROUP}),
    ("Thôn trưởng", "group", {GROUP}),
    ("Trưởng khu dân cư", "group", {GROUP}),
    ("Trưởng KDC", "group", {GROUP}),
    ("Trưởng khu phố 73", "group", {GROUP}),
    ("Trưởng bản", "group", {GROUP}),
    ("Phó trưởng thôn", "group", set()),
    ("Tổ phó TDP", "group", set()),
    ("TP TDP", "group", set()),
    ("Tổ trưởng", "", set()),
    ("Tổ trưởng Tổ công nghệ số cộng đồng", "", set()),
    ("Tổ trưởng Tổ CNSCĐ TDP Trà Khê 3", "", set()),
    ("Thành viên tổ công tác Đề án 06", "", set()),
    ("Tổ phó tổ CĐS, Tổ trưởng dân phố", "group", {GROUP}),
    ("Trưởng ban công tác Mặt trận", "front", {FRONT}),
    ("Trưởng ban CTMT", "front", {FRONT}),
    ("truong ban ctmt", "front", {FRONT}),
    ("Trưởng Ban CT Mặt trận thôn", "front", {FRONT}),
    ("TB CTMT", "front", {FRONT}),
    ("TBCTMT", "front", {FRONT}),
    ("Trưởng ban MT", "front", {FRONT}),
    ("Trưởng ban", "", set()),
    ("Phó trưởng ban CTMT", "front", set()),
    ("Phó ban công tác mặt trận", "front", set()),
    ("Chủ tịch UB MTTQ phường", "front", set()),
    ("Bí thư chi đoàn", "youth", {YOUTH}),
    ("BT chi đoàn", "youth", {YOUTH}),
    ("Bí thư CĐ", "youth", {YOUTH}),
    ("BTCĐ", "youth", {YOUTH}),
    ("Bí thư Đoàn TN phường", "youth", {YOUTH}),
    ("BT ĐTN", "youth", {YOUTH}),
    ("Phó bí thư chi đoàn", "youth", set()),
    ("Đoàn viên thanh niên", "youth", set()),
    ("Chi hội trưởng phụ nữ", "women", set()),
    ("CHT PN thôn Trường Sơn", "women", set()),
    ("Chi hội trưởng khu phố, Hội LHPN", "women", set()),
    ("Chi hội trưởng Hội CCB", "veterans", set()),
    ("CHT hội nông dân", "farmers", set()),
    ("Chi hội trưởng NCT", "elderly", set()),
    ("Công an khu vực", "police", set()),
    ("CAKV", "police", set()),
    ("CSKV phường", "police", set()),
    ("Công an viên, Tổ viên ANTT", "police", set()),
    ("Tổ trưởng tổ bảo vệ an ninh trật tự", "security", set()),
    ("Lực lượng ANTT cơ sở", "security", set()),
    ("Bảo vệ dân phố", "security", set()),
    ("Y tế thôn", "health", set()),
    ("Cộng tác viên dân số", "health", set()),
    ("Giáo viên trường THCS", "school", set()),
    ("Công chức Văn hóa - Xã hội", "commune", set()),
    ("Cán bộ Sở Khoa học và Công nghệ", "commune", set()),
    ("Nhân viên VNPT", "firm", set()),
    ("Nhân viên Bưu điện xã", "firm", set()),
    ("Người dân", "resident", set()),
    ("Trưởng ban CTMT kiêm Tổ trưởng TDP", "front", {FRONT, GROUP}),
    ("", "", set()),
]


@pytest.mark.parametrize(("post", "body", "offices"), WRITTEN, ids=[post or "(trống)" for post, *_ in WRITTEN])
def test_what_a_ward_writes_is_read(post: str, body: str, offices: set[str]):
    assert (body_of(post), set(offices_in(post))) == (body, offices)


def test_the_table_is_long_enough():
    assert len(WRITTEN) >= 60
