using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.InMemory;

/// <summary>The read tables in memory. Used under the gate, which the journal shares.</summary>
internal sealed class VolatileTables
{
    private readonly Dictionary<MessageId, long> _messagePositions = [];

    public Lock Gate { get; } = new();

    public Dictionary<ThreadId, ThreadRow> Threads { get; } = [];

    public Dictionary<TurnId, TurnRow> Turns { get; } = [];

    public Dictionary<CommandId, QueuedCommandRow> Commands { get; } = [];

    public SortedList<string, Approval> Approvals { get; } = new(StringComparer.Ordinal);

    public Dictionary<TaskId, AgentTask> Tasks { get; } = [];

    public SortedList<string, Question> Questions { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages by the position of the event that posts them.</summary>
    public SortedList<long, MessageRow> Messages { get; } = [];

    public MessageRow? Message(MessageId id) => _messagePositions.TryGetValue(id, out var position) ? Messages[position] : null;

    /// <exception cref="InvalidOperationException">A message exists already; nothing was put.</exception>
    public void Put(PreparedRow[] rows, long firstPosition)
    {
        var messages = rows.Select(prepared => prepared.Row).OfType<MessageRow>().ToArray();
        if (messages.DistinctBy(row => row.Id).Count() < messages.Length || messages.Any(row => _messagePositions.ContainsKey(row.Id)))
            throw new InvalidOperationException("The append contradicts what is stored: a bug of its caller.");
        foreach (var prepared in rows)
            Put(prepared, firstPosition + prepared.Event);
    }

    public void EraseMessage(long position)
    {
        if (!Messages.TryGetValue(position, out var row))
            return;
        Messages[position] = row with { Message = row.Message with { Text = "", ToolCalls = null, Attachments = null }, Searchable = false };
    }

    private void Put(PreparedRow prepared, long position)
    {
        switch (prepared.Row)
        {
            case MessageRow message:
                Messages.Add(position, message);
                _messagePositions.Add(message.Id, position);
                break;
            case TurnRow turn:
                Turns[turn.Id] = turn;
                break;
            case ThreadRow thread:
                Threads[thread.Id] = thread;
                break;
            case QueuedCommandRow command:
                Commands[command.Id] = command;
                break;
            case ApprovalRow approval:
                Approvals[approval.Key] = approval.Approval;
                break;
            case TaskRow task:
                Tasks[task.Task.Id] = task.Task;
                break;
            case QuestionRow question:
                Questions[question.Key] = question.Question;
                break;
        }
    }
}
