"""What the mission asks, in our own words, and the door that answers each part; `tests/test_mission.py` holds the doors open."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """`door`: the url name of the page that answers it, as far as `so_far` says; "" where nothing does yet."""

    name: str
    asks: Promise
    door: str = ""
    so_far: str | Promise = ""


PARTS = [
    Part(
        "R1",
        _("Ban chỉ đạo các cấp có cánh tay nối dài đến từng tổ; ai chỉ thấy nhánh của mình."),
        "home",
        _("Thành phố, phường, tổ, mỗi vai một trang; ai chỉ thấy nhánh của mình. Đổi vai ở đầu trang."),
    ),
    Part(
        "R2",
        _("Tổ có tên, có người, có quyết định; danh sách phường đang có đưa vào được ngay."),
        "imports",
        _("Nạp danh sách, sửa, hoàn tác; quyết định thành lập, kiện toàn, xét theo quy định."),
    ),
    Part(
        "R3",
        _("Tổ tuyên truyền bằng lời ngắn, đúng người."),
    ),
    Part("R4", _("Công dân số, chính quyền số, kinh tế số, xã hội số: mọi con số tách được theo bốn trụ.")),
    Part("R5", _("Cao điểm có chỉ tiêu và hạn; số của tổ đối chiếu được với số chính thức.")),
    Part(
        "R6",
        _("Đi từng ngõ, gõ từng nhà, rà từng người: không sót ai, không đếm ai hai lần."),
        "phone",
        _("Ngõ, nhà, người; ghi lần đến ngay ở cửa; danh sách giấy chưa có."),
    ),
    Part(
        "R7",
        _("VNeID, dịch vụ công, thanh toán, bảo hiểm, sổ sức khỏe…: thêm dịch vụ không cần sửa máy."),
        "phone",
        _("Chín dịch vụ với từng bậc; trang sửa danh mục chưa có."),
    ),
    Part(
        "R8",
        _("Người ngoài 60 dùng được ngay: chữ to, mỗi lần một việc, hoàn tác được."),
        "phone",
        _("Ứng dụng tại cửa, hoàn tác được đến khi gửi; bài học chưa có."),
    ),
    Part(
        "R9",
        _("Không cần mạng khi đi làm; có mạng thì tự gửi, không mất, không trùng."),
        "phone",
        _("Ghi khi mất mạng và tự gửi; bản đồ sóng chưa có."),
    ),
    Part("R10", _("Biết nhà nào thiếu máy, ở đâu dùng chung được.")),
    Part("R11", _("Quỹ của tổ rõ ràng; có quy định hỗ trợ thì tính đúng quy định.")),
    Part(
        "R12",
        _("Mỗi tuần một giờ cố định, đều đặn, không chỉ lúc cao điểm."),
        "teams",
        _("Buổi cố định của tổ và nhà đến hạn; đo sự đều đặn chưa có."),
    ),
    Part("R13", _("Người cao tuổi thuyết phục, thanh niên làm phần máy: đi thành đôi.")),
    Part("R14", _("Chỉ đạo rõ việc, có người làm, có hạn, có kiểm tra.")),
    Part("R15", _("Động viên đúng lúc, công bằng giữa chỗ dễ và chỗ khó.")),
    Part("R16", _("Kiến thức được bồi dưỡng thường xuyên, quên thì ôn.")),
    Part("R17", _("Bà con nhờ được người giúp việc với cơ quan, và được theo đến cùng.")),
    Part("R18", _("Sở và các cấp mở lớp theo nhu cầu đo được.")),
    Part("R19", _("Thanh niên là nòng cốt: đăng ký, ca trực, giờ công, chứng nhận.")),
]
