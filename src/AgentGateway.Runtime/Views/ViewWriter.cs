using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Views;

/// <summary>Makes views of what the domain and the read tables hold.</summary>
internal static class ViewWriter
{
    /// <summary>An enumeration's value as every surface writes it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static ThreadView Of(AgentThread thread) => new(
        thread.Id.Value,
        thread.Title ?? "",
        thread.Owner.Value,
        [.. thread.OwnerStack.Select(agent => agent.Value)],
        Participants(thread),
        thread.Active is { } active ? Of(active) : null,
        [.. thread.Turns.Where(turn => turn.IsOwners && !turn.Running).Select(Of)],
        thread.Workspace,
        thread.Hidden,
        thread.Archived,
        thread.Pinned,
        thread.CreatedBy,
        thread.CreatedAt,
        thread.UpdatedAt,
        thread.LastSeq,
        thread.Fork is { } fork && !thread.Hidden ? new(fork.Thread.Value, fork.Seq) : null,
        thread.Origin?.Thread?.Value);

    public static ThreadSummary Of(ThreadRow row) => new(
        row.Id.Value, row.Title, row.Owner.Value, row.Workspace, row.Archived, row.Pinned, row.CreatedAt, row.UpdatedAt, row.LastSeq);

    public static IReadOnlyList<ParticipantView> Participants(AgentThread thread) =>
        [.. thread.Participants.Select(p => new ParticipantView(p.Agent.Value, p.Instruction, Word(p.When), p.Active))];

    public static MessageView Of(MessageRow row)
    {
        var message = row.Message;
        return new(
            message.Id.Value,
            message.Seq,
            Word(message.Role),
            message.Author,
            message.Text,
            row.At,
            Word(message.Visibility),
            message.Turn?.Value,
            Of(message.ToolCalls),
            message.ToolCallId,
            message.Attachments is { } files ? [.. files.Select(file => new AttachmentView(file.Name, file.Content.Length, file.Truncated))] : null,
            message.Model,
            message.Usage,
            message.Partial ? true : null);
    }

    public static PromptView Of(string thread, string agent, Prompt prompt) => new(
        thread,
        agent,
        [.. prompt.Sections.Select(section => new PromptSectionView(section.Name, section.Text, section.Truncated))],
        [.. prompt.Messages.Select(m => new PromptMessageView(Word(m.Role), m.Author, m.Text, Of(m.ToolCalls), m.ToolCallId))],
        prompt.EstimatedTokens);

    public static SendView Of(ThreadId thread, MessageId? question, TurnId turn, TurnStatus status, Message? reply, TurnFailure? failure) => new(
        thread.Value,
        question?.Value,
        turn.Value,
        Word(status),
        null,
        reply is null ? null : new(reply.Id.Value, reply.Author, reply.Text),
        Of(failure));

    public static FailureView? Of(TurnFailure? failure) => failure is null ? null : new(failure.Code, failure.Message, failure.Hint);

    private static IReadOnlyList<ToolCallView>? Of(IReadOnlyList<ToolCall>? calls) =>
        calls is null ? null : [.. calls.Select(call => new ToolCallView(call.Id, call.Tool, call.Arguments))];

    private static OpenTurnView Of(OpenTurn turn) => new(
        turn.Id.Value,
        turn.Agent.Value,
        Word(turn.Kind),
        Word(turn.Status),
        turn.QueuedAt,
        turn.Deadline);
}
