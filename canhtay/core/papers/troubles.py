"""Why a paper cannot be written. The sentence says what to do."""

from django.utils.translation import gettext_noop as n

from canhtay.core.problems import Kind

NO_PDF = Kind(
    "no_pdf",
    503,
    n(
        "Máy chủ này chưa làm được tệp PDF. Xin dùng bản DOCX (nội dung như nhau), hoặc nhờ người quản trị cài gói "
        "%(packages)s rồi khởi động lại."
    ),
)
