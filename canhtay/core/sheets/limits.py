"""How large a file may be. An office's biggest honest list is a few thousand rows; beyond these it is an accident
(a stray cell at the sheet's far corner) or an attack (a zip bomb)."""

UPLOAD_BYTES = 20 * 1024 * 1024
UNZIPPED_BYTES = 250 * 1024 * 1024
# Deflate gives at most 1032:1; real sheets give 5 to 60:1. Asked only of parts above SMALL_PART.
RATIO = 200
SMALL_PART = 4 * 1024 * 1024
# Text of the cells once every reference to a shared string is written out.
WRITTEN_OUT_BYTES = 512 * 1024 * 1024
PARTS = 4_000
FILES_IN_ZIP = 400
ROWS = 60_000
COLUMNS = 200
