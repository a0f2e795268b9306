"""Why a whole file is refused. One sentence each, that says what to do; nothing of the file is stored."""

from django.utils.translation import gettext_noop as n

from canhtay.core.problems import Kind

EMPTY_FILE = Kind("empty_file", 422, n("Tệp “%(name)s” không có gì bên trong. Xin chọn lại tệp."))
FILE_TOO_BIG = Kind(
    "file_too_big",
    413,
    n("Tệp “%(name)s” lớn quá: nhiều nhất %(most)s MB. Xin bỏ ảnh trong tệp, hoặc chia thành nhiều tệp."),
)
SWELLING_FILE = Kind(
    "swelling_file",
    422,
    n("Tệp “%(name)s” bung ra lớn bất thường nên không mở. Xin chép bảng sang một tệp Excel mới rồi nạp lại."),
)
LOCKED_FILE = Kind(
    "locked_file", 422, n("Tệp “%(name)s” có đặt mật khẩu. Xin bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi nạp lại.")
)
BROKEN_FILE = Kind(
    "broken_file",
    422,
    n("Không đọc được tệp “%(name)s”: tệp hỏng hoặc tải lên chưa hết. Xin mở bằng Excel, lưu lại rồi nạp lại."),
)
NOT_A_SHEET = Kind(
    "not_a_sheet",
    422,
    n("Tệp “%(name)s” không phải bảng tính. Xin dùng tệp .xlsx, .xls, .ods, .csv, hoặc .zip gồm các tệp ấy."),
)
SHEET_TOO_LARGE = Kind(
    "sheet_too_large",
    422,
    n("Trang “%(sheet)s” có ô ngoài %(rows)s dòng × %(columns)s cột. Xin xoá các dòng, cột thừa hoặc chia nhỏ tệp."),
)
NO_SHEETS_IN_ZIP = Kind(
    "no_sheets_in_zip", 422, n("Trong tệp nén “%(name)s” không có bảng tính nào (.xlsx, .xls, .ods, .csv).")
)
TOO_MANY_FILES = Kind(
    "too_many_files", 422, n("Tệp nén “%(name)s” có hơn %(most)s tệp. Xin chia thành nhiều tệp nén nhỏ hơn.")
)
NO_HEADER = Kind(
    "no_header",
    422,
    n(
        "Tệp “%(name)s” không có dòng tiêu đề cột nào đọc được (ít nhất phải có cột “%(needed)s”). Xin kiểm tra đúng trang tính."
    ),
)
