from canhtay.web.callers import address_of


def test_without_a_proxy_nobody_is_believed_about_his_address(rf):
    assert address_of(rf.get("/", headers={"X-Forwarded-For": "1.2.3.4"}, REMOTE_ADDR="9.9.9.9")) == "9.9.9.9"


def test_behind_our_proxy_the_address_it_saw_holds_and_not_what_the_caller_says(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    asked = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}, REMOTE_ADDR="127.0.0.1")
    assert address_of(asked) == "1.2.3.4"
