using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Views;

/// <summary>Makes views of what the domain and the read tables hold.</summary>
internal static class ViewWriter
{
    /// <summary>An enumeration's value as every front end writes it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static ThreadView Of(AgentThread thread) => new()
    {
        Id = thread.Id.Value,
        Title = thread.Title ?? "",
        Owner = thread.Owner.Value,
        OwnerStack = [.. thread.OwnerStack.Select(agent => agent.Value)],
        Participants = Participants(thread),
        ActiveTurn = thread.Active is { } active ? Of(active) : null,
        Queue = [.. thread.Turns.Where(turn => turn.IsOwners && !turn.Running).Select(Of)],
        Workspace = thread.Workspace,
        Hidden = thread.Hidden,
        Archived = thread.Archived,
        Pinned = thread.Pinned,
        CreatedBy = thread.CreatedBy,
        CreatedAt = thread.CreatedAt,
        UpdatedAt = thread.UpdatedAt,
        LastSeq = thread.LastSeq,
        ForkOf = thread.Fork is { } fork && !thread.Hidden ? new(fork.Thread.Value, fork.Seq) : null,
        Parent = thread.Origin?.Thread?.Value,
        Import = thread.Import is { } origin
            ? new(origin.Program, origin.Conversation, origin.Directory, origin.File, origin.StartedAt)
            : null,
    };

    public static ThreadSummary Of(ThreadRow row) => new()
    {
        Id = row.Id.Value,
        Title = row.Title,
        Owner = row.Owner.Value,
        Workspace = row.Workspace,
        Archived = row.Archived,
        Pinned = row.Pinned,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        LastSeq = row.LastSeq,
        ImportedFrom = row.ImportedFrom,
    };

    public static IReadOnlyList<ParticipantView> Participants(AgentThread thread) =>
        [.. thread.Participants.Select(p => new ParticipantView(p.Agent.Value, p.Instruction, Word(p.When), p.Active))];

    public static MessageView Of(MessageRow row)
    {
        var message = row.Message;
        return new()
        {
            Id = message.Id.Value,
            Seq = message.Seq,
            Role = Word(message.Role),
            Author = message.Author,
            AuthorName = message.Speaker?.Name,
            Client = message.Client,
            Text = message.Text,
            At = row.At,
            Visibility = Word(message.Visibility),
            TurnId = message.Turn?.Value,
            ToolCalls = Of(message.ToolCalls),
            ToolCallId = message.ToolCallId,
            Attachments = message.Attachments is { } files
                ? [.. files.Select(file => new AttachmentView(
                    file.Name, file.Content.Length, file.Truncated, file.Artifact?.Value))]
                : null,
            Model = message.Model,
            Usage = message.Usage,
            Partial = message.Partial ? true : null,
        };
    }

    public static SendView Of(
        ThreadId thread, MessageId? question, TurnId turn, TurnStatus status, Message? reply, Failure? failure) => new(
        thread.Value,
        question?.Value,
        turn.Value,
        Word(status),
        null,
        reply is null ? null : new(reply.Id.Value, reply.Author, reply.Text),
        Of(failure));

    public static FailureView? Of(Failure? failure) =>
        failure is null ? null : new(failure.Code, failure.Message, failure.Hint);

    public static IReadOnlyList<ToolCallView>? Of(IReadOnlyList<ToolCall>? calls) =>
        calls is null ? null : [.. calls.Select(call => new ToolCallView(call.Id, call.Tool, call.Arguments))];

    private static OpenTurnView Of(OpenTurn turn) => new(
        turn.Id.Value,
        turn.Agent.Value,
        Word(turn.Kind),
        Word(turn.Status),
        turn.QueuedAt,
        turn.Deadline);
}
