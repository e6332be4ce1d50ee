"""What a difference is about, in both languages."""

from engine.values.plain import Label

GIVEN: Label = {"en": "a given record was refused", "zh-CN": "给定的记录被拒绝"}
UNTANGLED: Label = {"en": "given records name each other in a circle", "zh-CN": "给定的记录互相循环引用"}
DONE: Label = {"en": "the step was refused", "zh-CN": "该步骤被拒绝"}
REFUSED: Label = {"en": "codes of the refusal", "zh-CN": "拒绝的代码"}
NOT_THERE: Label = {"en": "the record that should act is not there", "zh-CN": "操作的记录不存在"}
ABSENT: Label = {"en": "the record is not there", "zh-CN": "记录不存在"}
FIELD: Label = {"en": "value", "zh-CN": "字段值"}
TASKS: Label = {"en": "open tasks", "zh-CN": "待办任务"}
MESSAGES: Label = {"en": "messages of this step", "zh-CN": "本步骤的消息"}
CALLS: Label = {"en": "calls of this step", "zh-CN": "本步骤的外部调用"}
