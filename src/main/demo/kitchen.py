"""A waiter hands orders to a cook through a queue; the cook sleeps while it is empty.

The waiter forgets the last message, the one that says that no more orders will come. So the cook
waits for ever, and the waiter, who does not go home without the cook, gives up after a while.
"""
import queue
import threading
import time

orders = queue.Queue()


def cook():
    while True:
        order = orders.get()
        if order is None:
            return
        print(f"cook: here is the {order}", flush=True)


def main():
    helper = threading.Thread(target=cook, daemon=True)
    helper.start()
    for order in ("soup", "fish", "cake"):
        time.sleep(0.1)
        print(f"waiter: one {order}, please", flush=True)
        orders.put(order)
    time.sleep(0.3)
    # orders.put(None) is missing here.
    print("waiter: that was all, let us go home", flush=True)
    helper.join(timeout=0.5)
    if helper.is_alive():
        print("waiter: the cook does not come", flush=True)


main()
