using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>The refusals of a command queue, together so that a code always has the same sentence.</summary>
public static class QueueRejections
{
    public static readonly Rejection EmptyCommand = new(
        "empty_command", "The command is empty.", "Give one shell line.");

    public static readonly Rejection NulInCommand = new(
        "invalid_command", "The command has a NUL character in it, which no shell takes.", "Leave it out.");

    public static readonly Rejection InvalidPriority = new(
        "invalid_priority", "There is no such priority.", "Use low, normal, high or urgent.");

    public static readonly Rejection InvalidCondition = new(
        "invalid_condition", "There is no such condition.",
            "Use success, failure, always, or exit: and a code from 0 to 255, such as exit:3.");

    public static Rejection ConditionOfNothing(CommandCondition when) => new(
        "missing_argument", $"{when} is about the result of another command, and none is named.",
            "Name commands of this queue in depends_on.");

    public static Rejection CommandTooLong(int bytes, int max) => new(
        "command_too_long", $"The command has {bytes} bytes; {max} are allowed.", "Write it to a file and run that.");

    public static Rejection QueueFull(int max) => new(
        "queue_full", $"{max} commands of the session wait already.", "Wait until some have ended, or cancel some.");

    public static Rejection TooManyDependencies(int max) => new(
        "too_many_dependencies", $"A command may depend on {max} others.",
            "Let one command depend on some of them, and the next on that one.");

    public static Rejection UnknownCommand(CommandId id) => new(
        "unknown_command", $"There is no command {ShortText.Of(id.Value, 64)} in the session's queue.",
            "See the queue with session_queue.");

    public static Rejection CommandRunning(CommandId id) => new(
        "command_running", $"{id} has begun already.", "Interrupt it with session_send, keys ctrl-c.");

    public static Rejection CommandOver(CommandId id) => new(
        "command_over", $"{id} has ended already.", "See how with session_queue.");

    /// <summary>Only the runner of a queue meets this: something that goes first came in between.</summary>
    public static Rejection NotNext(CommandId id) =>
        new("not_next", $"{id} is not the next to run.", "Wait for its turn.");
}
