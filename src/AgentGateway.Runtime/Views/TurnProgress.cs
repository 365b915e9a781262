namespace AgentGateway.Runtime.Views;

/// <summary>
/// What a follower sees of a thread while an agent works. It is not durable; the thread has the final messages
/// afterwards.
/// </summary>
/// <param name="Kind">
/// standing (how it stood when the waiting began), started, delta (a piece of text), restart (the text since the last
/// step is void and comes anew), retrying (a step failed and is tried again: which attempt, and why), step (a durable
/// message that calls tools: the text so far is final), tool, message (durable), ended; notice (a sentence about a call
/// that is no turn).
/// </param>
/// <param name="Text">The piece, the tool's name, or the reason.</param>
/// <param name="Message">The message, where a durable one came.</param>
/// <param name="Status">The turn's status, where it changed.</param>
public sealed record TurnProgress(
    string Kind, string ThreadId, string? TurnId, string? Agent, string? Text =
        null, MessageView? Message = null, string? Status = null);
