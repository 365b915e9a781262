namespace AgentGateway.Runtime.Recall;

/// <summary>What of a candidate's text matters to one question.</summary>
internal sealed class CandidateText
{
    /// <summary>How often it has each word of the question.</summary>
    public required int[] Counts { get; init; }

    /// <summary>How many tokens it has.</summary>
    public required int Length { get; init; }

    /// <summary>How many neighbouring words of the question are neighbours here too.</summary>
    public required int Pairs { get; init; }

    /// <summary>It ends with a question mark: what asks seldom answers.</summary>
    public required bool IsQuestion { get; init; }

    /// <summary>It names a time, such as <c>yesterday</c> or a month.</summary>
    public required bool HasTime { get; init; }
}
