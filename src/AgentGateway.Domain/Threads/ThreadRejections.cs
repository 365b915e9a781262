using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>The refusals of a thread, together so that a code always has the same sentence.</summary>
public static class ThreadRejections
{
    public static readonly Rejection UnknownThread = new(
        "unknown_thread", "There is no thread of that id.", "List threads with thread_list.");

    public static readonly Rejection UnknownMessage = new(
        "unknown_message", "The thread has no message of that id.", "Read the thread with thread_read.");

    public static readonly Rejection Archived = new(
        "thread_archived", "The thread is archived and takes no messages.",
            "Bring it back with thread_update, archived false, or start a new thread.");

    public static readonly Rejection ImportedMeanwhile = new(
        "import_running", "Another import has read the conversation further.", "Import again when that one is done.");

    public static readonly Rejection EmptyText = new("empty_text", "The text is empty.", "Say something.");

    public static readonly Rejection NoEarlierOwner = new(
        "nobody_to_return_to", "The thread has no earlier owner, so it cannot be returned.",
            "Hand it to an agent with thread_handoff.");

    public static readonly Rejection NothingRunning = new(
        "nothing_running",
        "Nothing is running or waiting on the thread.",
        "Read the thread with thread_read: what it was asked has ended.");

    public static readonly Rejection NothingToChange = new(
        "nothing_to_change", "No change was asked for.", "Give title, archived or pinned.");

    public static readonly Rejection EditOrders = new(
        "edit_gives_orders", "A message that waits cannot be changed into a directive.",
            "Send the directive as a message of its own.");

    public static Rejection Imported(ThreadImport origin) => new(
        "thread_imported",
        $"The thread is a copy of a conversation with {ThreadImport.NameOf(origin.Program)} and cannot be changed.",
        "thread_fork makes a thread that begins with its messages and goes on; thread_send without thread_id begins "
            + "an empty one.");

    public static Rejection NotAuthor(MessageId message, string author) => new(
        "not_author", $"{message} was written by {author}, and only its author changes it.", "Send a message of your own.");

    public static Rejection MessageTaken(MessageId message) => new(
        "message_taken",
        $"{message} is being answered already, or was answered, so that it is not changed any more.",
        "Send a new message, or tell the running turn with the mode steer.");

    public static Rejection TurnEnded(TurnId turn) =>
        new("turn_ended", $"Turn {turn} has ended or does not exist.", "Read the thread with thread_read.");

    public static Rejection NotFailed(TurnId turn) => new(
        "turn_not_failed", $"Turn {turn} has not failed, so it is not run again.",
        "Wait for it with thread_wait, or send the message again.");

    public static Rejection NotRetried(TurnId turn, string what, string hint) =>
        new("turn_not_retried", $"Turn {turn} is {what} and is not run again.", hint);

    public static Rejection RetryRuns(TurnId turn, TurnId retry) => new(
        "turn_retried", $"Turn {turn} is being run again already, as {retry}.", "Wait for that turn with thread_wait.");

    public static Rejection CallsOpen(TurnId turn, int count) => new(
        "calls_open", $"Turn {turn} has {count} tool calls without a result.",
            "Settle each call before the next step.");

    public static Rejection UnknownCall(string call) => new(
        "unknown_call",
        $"The turn's latest step has no open call {call}.",
        "Settle each call of the latest step once.");

    public static Rejection CallWaits(string call, PersonRequestId request) => new(
        "call_waits", $"The call {call} waits for {request}.", "Decide or answer that first.");

    public static Rejection CallStarted(string call) => new(
        "call_started", $"The call {call} has begun, so it no longer waits for a person.", "Settle it.");

    public static Rejection TextTooLong(int length, int max) => new(
        "text_too_long", $"The text has {length} characters; {max} are allowed.",
            "Shorten it, or put it into a file of the workspace and refer to it as @path.");

    public static Rejection TitleTooLong(int length, int max) => new(
        "title_too_long", $"The title has {length} characters; {max} are allowed.", "Shorten it.");

    public static Rejection QueueFull(int max) => new(
        "queue_full", $"{max} messages of the thread wait for an answer already.",
            "Wait for one with thread_wait, or cancel with thread_cancel.");

    public static Rejection TooManyMessages(int max) => new(
        "queue_full", $"{max} messages wait for that turn already.", "Wait for it with thread_wait.");

    public static Rejection UnknownAgent(string name) => new(
        "unknown_agent", $"There is no agent \"{ShortText.Of(name, 64)}\".",
            "List agents with agent_list.");

    public static Rejection AlreadyOwner(AgentId agent) => new(
        "already_owner", $"{agent} owns the thread already.", "Name another agent.");

    public static Rejection NotParticipant(AgentId agent) => new(
        "not_participant", $"{agent} is not a participant of the thread.",
            "See the thread's participants with thread_read.");

    public static Rejection InstructionMissing(AgentId agent) => new(
        "missing_argument", $"{agent} is not a participant yet, so it needs an instruction.",
            "Give instruction: what it should look at or do.");

    public static Rejection InstructionTooLong(int length, int max, int others) => new(
        "text_too_long",
        $"The instruction has {length} characters; {max} are allowed for all participants together, and the others "
            + $"have {others}.",
        "Shorten it, or post the long part as a message of its own.");

    public static Rejection ParticipantsFull(int max) => new(
        "participants_full", $"The thread has {max} participants already.", "End one first.");

    public static Rejection DelegationsFull(int max) => new(
        "delegations_full", $"{max} delegations of the thread are still open.", "Wait for one of them.");

    public static Rejection DelegationTooDeep(int max) => new(
        "delegation_too_deep", $"Delegations may delegate {max} deep, and no deeper.", "Do the work in this thread.");

    public static Rejection SelfDelegation(AgentId agent) => new(
        "self_delegation", $"{agent} cannot delegate to itself.", "Name another agent, or do the work in this turn.");

    public static Rejection StackFull(int max) => new(
        "handoff_stack_full", $"The thread was handed over {max} times without being returned.",
            "Return it first with thread_return.");

    public static Rejection NotOwner(AgentId agent) => new(
        "not_owner", $"{agent} does not own the thread and cannot hand it over.", "Only the owner hands over.");
}
