namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// How to shorten a thread that no longer fits into a model's window. The original messages stay where they are.
/// </summary>
/// <param name="ThroughSeq">Messages up to and including this one are shown to models as a summary from now on.</param>
/// <param name="ToSummarize">A prompt whose answer is that summary, an earlier summary taken up in it.</param>
/// <param name="Note">The summary where no model makes one: it says how much is left out, and how to find it.</param>
public sealed record CompactionPlan(long ThroughSeq, Prompt ToSummarize, string Note);
