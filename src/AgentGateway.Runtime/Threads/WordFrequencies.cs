namespace AgentGateway.Runtime.Threads;

/// <summary>How common words are among messages.</summary>
/// <param name="Messages">About how many messages there are.</param>
/// <param name="ByStem">In how many of them each stem occurs, counted no further than a search looks.</param>
public sealed record WordFrequencies(long Messages, IReadOnlyDictionary<string, long> ByStem);
