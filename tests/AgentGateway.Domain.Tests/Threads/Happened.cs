using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Events that take many words, in few. Numbers are those of messages and turns.</summary>
internal static class Happened
{
    public static MessagePosted Asked(int message, string text, int? turn = null, string by = "operator") =>
        new(new(Id.Message(message), message, MessageRole.User, by, text, Visibility.Visible, TurnOf(turn)));

    /// <summary>The message as its author changed it.</summary>
    public static MessageEdited Edited(MessagePosted posted, string text) => new(posted.Message with { Text = text });

    public static MessagePosted Answered(int message, AgentId by, int turn, string text = "Because.") =>
        new(new(Id.Message(message), message, MessageRole.Assistant, by.Value, text, Visibility.Visible, Id.Turn(turn))
        {
            Model = "test/model",
            Usage = new(20, 2, ModelCalls: 1),
        });

    /// <summary>What a turn had said when it ended early.</summary>
    public static MessagePosted Broken(
        int message, AgentId by, int turn, string text, Visibility visibility = Visibility.Visible) =>
        new(new(Id.Message(message), message, MessageRole.Assistant, by.Value, text, visibility,
            Id.Turn(turn)) { Partial = true });

    public static MessagePosted Noted(int message, string text, Visibility visibility = Visibility.Visible) =>
        new(new(Id.Message(message), message, MessageRole.System, "daemon", text, visibility));

    public static TurnQueued Queued(int turn, AgentId agent, params int[] messages) =>
        new(Id.Turn(turn), TurnKind.Answer, agent, [.. messages.Select(Id.Message)]);

    /// <summary>A turn that runs as soon as it is there.</summary>
    public static TurnQueued Running(
        int turn, AgentId agent, params int[] messages) => Queued(turn, agent, messages) with { Started = true };

    /// <summary>A turn that reacts to another.</summary>
    public static TurnQueued Reacting(int turn, TurnKind kind, AgentId agent, int parent, params int[] messages) =>
        Running(turn, agent, messages) with { Kind = kind, Parent = Id.Turn(parent) };

    public static TurnStarted Started(
        int turn, AgentId agent, DateTimeOffset? deadline = null) => new(Id.Turn(turn), agent, deadline);

    public static TurnExtended Extended(int turn, int message) => new(Id.Turn(turn), Id.Message(message));

    public static TurnEnded Completed(int turn, AgentId by, int? reply) =>
        new(Id.Turn(turn), TurnStatus.Completed, reply is { } message
            ? Id.Message(message)
            : null, null, by.Value, new(20, 2, ModelCalls: 1));

    public static TurnEnded Ended(int turn, TurnStatus status, string by, Failure? failure = null) =>
        new(Id.Turn(turn), status, null, failure, by, TokenUsage.None);

    public static ParticipantSet Joined(
        AgentId agent, AdviceTime when = AdviceTime.After, string instruction = "look at it", string by = "operator") =>
        new(agent, instruction, when, by);

    private static TurnId? TurnOf(int? turn) => turn is { } number ? Id.Turn(number) : null;
}
