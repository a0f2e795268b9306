"""The decision Mai's ward signs most: teams are founded, and their members listed in an annex."""

from datetime import date
from typing import Any

from canhtay.core.papers.shapes import Annex, Article, Column, Paper, Section, Signer, Table

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên", 46),
    Column("Năm sinh", 13, "center"),
    Column("Giới tính", 12, "center"),
    Column("Chức vụ, đoàn thể", 30),
    Column("Nhiệm vụ trong Tổ", 26, "center"),
    Column("Điện thoại", 27, "center"),
)
_NAMES = (
    "Nguyễn Thị Hòa",
    "Trần Văn Thụ",
    "Phạm Nhật Minh",
    "Đặng Thị Phượng",
    "Vũ Đình Quảng",
    "Lê Thị Ngọc Ánh",
    "Bùi Xuân Trường",
    "Hoàng Thị Thanh Thủy",
    "Đỗ Mạnh Cường",
    "Nguyễn Thị Quỳnh Như",
)


def decision(*, teams: int = 1, **changed: Any) -> Paper:
    """The draft: number, day and signature are still to come."""
    said: dict[str, Any] = {
        "superior": "UBND thành phố Hải Phòng",
        "issuer": "Ủy ban nhân dân\nphường Hưng Đạo",
        "symbol": "QĐ-UBND",
        "place": "Hưng Đạo",
        "year": 2026,
        "kind": "Quyết định",
        "about": "Về việc kiện toàn các Tổ công nghệ số cộng đồng trên địa bàn phường Hưng Đạo",
        "authority": "Chủ tịch Ủy ban nhân dân phường Hưng Đạo",
        "grounds": [
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Quyết định số 1690/QĐ-BTTTT ngày 11 tháng 9 năm 2022 của Bộ trưởng Bộ Thông tin và Truyền thông;",
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội phường",
        ],
        "decides": "Quyết định:",
        "articles": [
            Article(
                [
                    f"Kiện toàn {teams:02} Tổ công nghệ số cộng đồng trên địa bàn phường Hưng Đạo, gồm {teams * 10} "
                    "thành viên, có danh sách tại Phụ lục kèm theo."
                ]
            ),
            Article(
                [
                    "Tổ công nghệ số cộng đồng có nhiệm vụ:",
                    "1. Tuyên truyền, hướng dẫn người dân sử dụng dịch vụ công trực tuyến, thanh toán không dùng tiền "
                    "mặt và các nền tảng số thiết yếu;",
                    "2. Phản ánh kịp thời khó khăn, vướng mắc của người dân với Ủy ban nhân dân phường.",
                ]
            ),
            Article(["Quyết định này có hiệu lực kể từ ngày ký."]),
            Article(
                [
                    "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường, Trưởng phòng Văn hóa - Xã hội và "
                    "các ông, bà có tên tại Phụ lục chịu trách nhiệm thi hành Quyết định này."
                ]
            ),
        ],
        "signer": Signer(["TM. Ủy ban nhân dân", "Chủ tịch"]),
        "recipients": [
            "Như Điều 4",
            "Sở Khoa học và Công nghệ (để báo cáo)",
            "Thường trực Đảng ủy phường",
            "Lưu: VT, VHXH",
        ],
        "annexes": [
            Annex("Danh sách thành viên các Tổ công nghệ số cộng đồng", [_team(place) for place in range(1, teams + 1)])
        ],
    }
    return Paper(**said | changed)


def signed(**changed: Any) -> Paper:
    signer = Signer(["TM. Ủy ban nhân dân", "Chủ tịch"], "Nguyễn Văn Đức")
    return decision(number="7", dated=date(2026, 2, 5), signer=signer, **changed)


def _team(place: int) -> Section:
    roles = ["Tổ trưởng", "Tổ phó", *["Thành viên"] * 8]
    posts = ["Bí thư chi bộ", "Chi hội trưởng Phụ nữ", *["Đoàn viên"] * 8]
    rows = [
        [
            f"{i:02}",
            name,
            str(1955 + i * 4),
            "Nữ" if "Thị" in name else "Nam",
            posts[i - 1],
            roles[i - 1],
            f"09123456{i:02}",
        ]
        for i, name in enumerate(_NAMES, 1)
    ]
    return Section(f"{place}. Tổ công nghệ số cộng đồng Tổ dân phố Trà Khê {place}", Table(COLUMNS, rows))
