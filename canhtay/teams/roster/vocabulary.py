"""The words rosters head their columns with. "Chức vụ" alone is the role in the team; beside "Nhiệm vụ trong tổ" it is the
person's office in the residential group (see `columns`)."""

from collections.abc import Sequence

from canhtay.core.sheets.headers import Vocabulary

# Meanings a person may choose from when correcting a column. IGNORED: nothing is kept.
NAME, FAMILY, GIVEN = "name", "family_name", "given_name"
GENDER, MALE, FEMALE = "gender", "male", "female"
BIRTH, ROLE, PHONE, GROUP = "birth", "role", "phone", "group"
NUMBER, OFFICE, ID_NUMBER, IGNORED = "number", "office", "id_number", "ignored"
# A column for each role, where an x tells who holds it.
LEADER_MARK, DEPUTY_MARK, MEMBER_MARK = "leader_mark", "deputy_mark", "member_mark"
ROLE_MARKS = (LEADER_MARK, DEPUTY_MARK, MEMBER_MARK)
MEANINGS = (NAME, FAMILY, GIVEN, GENDER, MALE, FEMALE, BIRTH, ROLE, *ROLE_MARKS, OFFICE, PHONE, GROUP, IGNORED)

TEAM_ROLE, PLAIN_ROLE, GROUP_HINT, BIRTH_PART, NOTE = "team_role", "plain_role", "group_hint", "birth_part", "note"

_PHRASES: dict[str, Sequence[str]] = {
    NUMBER: ("STT", "Số TT", "TT", "Số thứ tự", "Thứ tự", "#", "No", "No.", "S.T.T", "Stt chung", "TT chung", "Số"),
    NAME: (
        "Họ và tên", "Họ tên", "Họ, tên", "Họ & tên", "Tên", "Họ và tên thành viên", "Họ tên thành viên", "Tên thành viên",
        "Họ và tên đầy đủ", "Họ và chữ đệm và tên", "Họ, chữ đệm và tên", "Họ, chữ đệm, tên", "Họ và tên khai sinh",
        "Họ tên đầy đủ", "Thành viên", "Danh sách thành viên", "Họ và tên tổ viên", "Tên tổ viên", "Tổ viên", "Full name",
        "Name", "Họ và tên người tham gia", "Họ và tên cán bộ", "Ông/Bà", "Ông (Bà)", "Họ và tên Ông/Bà", "Đồng chí",
        "Họ đệm và tên", "Họ tên CB", "Quý danh", "Nhân sự", "Họ và tên nhân sự",
    ),
    FAMILY: (
        "Họ", "Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ, đệm", "Họ lót", "Họ và chữ lót",
        "Họ và tên lót",
    ),
    GENDER: (
        "Giới tính", "Giới", "Phái", "GT", "Nam/Nữ", "Nam (Nữ)", "Nam, Nữ", "Nam - Nữ", "Nam nữ", "Gender", "Sex",
        "G.tính",
    ),
    MALE: ("Nam", "Nam giới", "Năm sinh nam", "Sinh năm nam", "Giới tính nam", "Male"),
    FEMALE: ("Nữ", "Nữ giới", "Năm sinh nữ", "Sinh năm nữ", "Giới tính nữ", "Female"),
    BIRTH: (
        "Năm sinh", "Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh", "Sinh năm", "NS",
        "Năm", "Sinh ngày", "Sinh", "NTNS", "N.sinh", "Ng.sinh", "Ngày năm sinh", "Tháng năm sinh", "Tháng, năm sinh",
        "Birth year", "Year of birth", "Birthday", "Date of birth", "DOB", "Ngày sinh/Năm sinh", "Năm sinh/Ngày sinh",
    ),
    BIRTH_PART: ("Ngày", "Tháng"),
    TEAM_ROLE: (
        "Chức vụ trong tổ", "Chức danh trong tổ", "Nhiệm vụ trong tổ", "Vai trò trong tổ", "Vai trò", "Nhiệm vụ",
        "Nhiệm vụ được phân công", "Phân công nhiệm vụ", "Phân công", "Chức vụ trong tổ CNSCĐ", "Chức danh trong tổ CNSCĐ",
        "Nhiệm vụ trong tổ CNSCĐ", "Vai trò trong tổ CNSCĐ", "Chức vụ tổ CNSCĐ", "Chức vụ tại tổ",
        "Chức vụ trong Tổ công nghệ số cộng đồng",
        "Nhiệm vụ trong Tổ công nghệ số cộng đồng", "Vai trò trong Tổ công nghệ số cộng đồng",
        "Chức danh trong Tổ công nghệ số cộng đồng", "Chức vụ trong ban", "Role", "Nhiệm vụ tổ", "Chức danh tổ",
        "Cơ cấu trong tổ", "Tham gia tổ CNSCĐ", "Chức trách", "Chức vụ được phân công", "Vị trí trong tổ", "Vị trí", "Cương vị",
    ),
    PLAIN_ROLE: (
        "Chức vụ", "Chức danh", "CV", "C.vụ", "Chức vụ/chức danh", "Chức danh/chức vụ", "Chức vụ, chức danh",
        "Chức danh, chức vụ", "Position",
    ),
    OFFICE: (
        "Chức vụ công tác", "Đơn vị công tác", "Nơi công tác", "Cơ quan", "Cơ quan công tác", "Đơn vị", "Nghề nghiệp",
        "Chức vụ hiện nay", "Chức vụ, đơn vị công tác", "Chức vụ chính quyền", "Chức vụ đảng", "Chức vụ đoàn thể",
        "Chức danh/Đơn vị", "Chức vụ/Đơn vị", "Chức danh, đơn vị", "Chức vụ, đơn vị", "Chức vụ tại TDP", "Chức vụ ở tổ dân phố",
        "Chức danh tại thôn", "Chức vụ trong TDP", "Chức danh ở TDP", "Đoàn thể", "Chức vụ đang đảm nhiệm", "Công việc",
        "Chức danh công tác", "Chức vụ đơn vị công tác", "Chức danh hiện tại", "Chức vụ hiện tại", "Thành phần",
        "Chức danh nơi công tác", "Chức vụ và đơn vị công tác", "Đơn vị/Chức vụ", "Chức vụ ở khu dân cư",
    ),
    PHONE: (
        "Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "Di động", "Điện thoại di động", "ĐTDĐ", "Số điện thoại liên hệ",
        "Số di động", "Liên hệ", "SĐT liên hệ", "Điện thoại liên hệ", "Số liên hệ", "Mobile", "Phone", "Tel", "Zalo",
        "SĐT/Zalo", "Số Zalo", "Số điện thoại/Zalo", "Số điện thoại (Zalo)", "ĐT di động", "ĐT liên hệ", "Số máy",
        "Phone number",
        "SĐT 2", "Số điện thoại 2", "Điện thoại cố định", "Cố định", "Di động/Zalo", "Số ĐTDĐ", "Thông tin liên hệ", "Số phone",
    ),
    GROUP: (
        "Tổ", "TDP", "Tổ dân phố", "Thôn", "Khu phố", "Khu dân cư", "KDC", "Xóm", "Ấp", "Bản", "Buôn", "Làng", "Tổ CNSCĐ",
        "Tổ công nghệ số", "Tổ công nghệ số cộng đồng", "Tên tổ", "Tên tổ CNSCĐ", "Tên tổ dân phố", "Thôn/TDP", "TDP/Thôn",
        "Thôn, TDP", "Thôn, tổ dân phố", "Thôn (TDP)", "Tổ/Thôn", "Tên thôn", "Tên TDP", "Khối phố", "Khối", "Tổ số",
        "Cụm dân cư",
        "Thuộc tổ", "Thuộc TDP", "Thuộc tổ dân phố", "Tổ dân phố/Thôn", "Thôn/Tổ dân phố", "Thôn/Khu phố", "TDP số",
        "Tổ công tác", "Tổ chuyển đổi số cộng đồng", "Tên nhóm", "Nhóm", "Group", "Team", "Tổ CĐS", "Thôn/xóm", "Tổ dân phố số",
    ),
    GROUP_HINT: ("Địa bàn", "Địa bàn phụ trách", "Phụ trách địa bàn", "Phụ trách", "Khu vực", "Khu vực phụ trách"),
    ID_NUMBER: (
        "CCCD", "CMND", "CMT", "Số CCCD", "Số CMND", "Căn cước", "Căn cước công dân", "Số căn cước", "Số căn cước công dân",
        "Số định danh", "Số định danh cá nhân", "Mã định danh", "ĐDCN", "CMND/CCCD", "CCCD/CMND", "Số CCCD/CMND",
        "Số CMND/CCCD",
        "CC/CCCD", "Số CC", "Chứng minh nhân dân", "Số chứng minh nhân dân", "Thẻ căn cước", "Số thẻ căn cước",
        "Số ĐDCN", "Hộ chiếu",
    ),
    NOTE: ("Ghi chú", "GC", "Chú thích", "Note", "Notes"),
    IGNORED: (
        "Ngày cấp", "Nơi cấp", "Ngày vào Đảng", "Ngày vào Đoàn", "Đảng viên", "Dân tộc", "Tôn giáo", "Trình độ",
        "Trình độ chuyên môn",
        "Trình độ học vấn", "Chuyên môn", "Địa chỉ", "Nơi ở", "Nơi ở hiện nay", "Chỗ ở hiện nay", "Thường trú", "Hộ khẩu",
        "Hộ khẩu thường trú", "HKTT", "Nơi thường trú", "Quê quán", "Nơi sinh", "Email", "Thư điện tử",
        "Số tài khoản", "Tài khoản",
        "Ngân hàng", "Mã số thuế", "Số sổ BHXH", "Mã BHXH", "Tuổi", "Chữ ký", "Ký tên", "Ký nhận", "Số tiền",
        "Phường", "Xã", "Phường/Xã",
        "Quận", "Huyện", "Tỉnh", "Facebook", "Ảnh", "Ngày bổ nhiệm", "Số quyết định", "Quyết định", "Cỡ áo", "Ngày tham gia",
    ),
}  # fmt: skip
_UNDER = (
    {
        (above, below): meaning
        for meaning, words in ((MALE, ("nam", "nam giới")), (FEMALE, ("nữ", "nu", "nữ giới")))
        for below in words
        for above in (BIRTH, GENDER, "")
    }
    | {
        (above, below): meaning
        for meaning, words in (
            (LEADER_MARK, ("tổ trưởng", "to truong", "trưởng")),
            (DEPUTY_MARK, ("tổ phó", "to pho", "phó tổ trưởng", "pho to truong", "phó")),
            (MEMBER_MARK, ("tổ viên", "to vien", "thành viên", "thanh vien", "viên")),
        )
        for below in words
        for above in (TEAM_ROLE, PLAIN_ROLE, OFFICE, GROUP)
    }
    | {(NAME, "họ"): FAMILY, (NAME, "họ đệm"): FAMILY, (NAME, "họ và đệm"): FAMILY, (NAME, "tên"): GIVEN}
)
# Marked "năm" never comes here: the exact phrases are asked first.
VOCABULARY = Vocabulary(
    _PHRASES, _UNDER | {(BIRTH, "năm"): BIRTH, (BIRTH, "ngày"): BIRTH_PART, (BIRTH, "tháng"): BIRTH_PART}
)
NEEDED = (NAME, GIVEN, FAMILY)
