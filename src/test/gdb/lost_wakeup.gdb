# Who waits for what, when the program gives up.
monitor find text ~ nobody
monitor locks
# The last signal before that, and when it came.
break pthread_cond_signal
reverse-continue
bt
when
# What it was sent for.
delete
watch is_ready
reverse-continue
bt 1
# From there on: the wait begins behind the signal, and by a flag that was read too early.
delete
break pthread_cond_wait
continue
up
when
print seen
print is_ready
