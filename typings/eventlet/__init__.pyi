from eventlet import event as event, greenpool as greenpool, greenthread as greenthread
from eventlet import hubs as hubs, patcher as patcher, queue as queue, semaphore as semaphore
from eventlet import timeout as timeout, tpool as tpool
from eventlet.event import Event as Event
from eventlet.greenpool import GreenPool as GreenPool
from eventlet.greenthread import (
    kill as kill,
    sleep as sleep,
    spawn as spawn,
    spawn_after as spawn_after,
    spawn_n as spawn_n,
)
from eventlet.patcher import monkey_patch as monkey_patch
from eventlet.queue import Queue as Queue
from eventlet.semaphore import Semaphore as Semaphore
from eventlet.timeout import Timeout as Timeout

class EventletDeprecationWarning(DeprecationWarning): ...
