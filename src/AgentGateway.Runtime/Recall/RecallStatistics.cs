namespace AgentGateway.Runtime.Recall;

/// <summary>How common words are, by which rare ones count more than common ones.</summary>
/// <param name="Texts">About how many texts there are.</param>
/// <param name="Frequencies">In how many of them a stem occurs; a stem that is missing is counted in the pool.</param>
public sealed record RecallStatistics(long Texts, IReadOnlyDictionary<string, long> Frequencies)
{
    public static readonly RecallStatistics None = new(0, new Dictionary<string, long>());
}
