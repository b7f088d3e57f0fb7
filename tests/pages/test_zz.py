from tests.pages.conftest import *
from tests.pages.test_looking import *
def test_x(canvas):
    at, other = canvas.at, make_account(canvas.store)
    pick(at, "Layout", "board")
    before = {name: values[0] for name, values in at.query_params.items()}
    print("before", before)
    at.query_params.clear()
    at.query_params["account"] = other
    fine(at.run())
    print("there", at.query_params, base(at)["on"])
    at.query_params.clear()
    at.query_params.update(before)
    at.run()
    print("back", at.query_params, says(at), at.exception, other, canvas.account)
    print(at)
    assert 0
