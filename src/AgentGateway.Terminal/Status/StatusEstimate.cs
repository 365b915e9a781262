using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Status;

/// <summary>The status that the evidence points to.</summary>
/// <param name="Confidence">From 0 to 1; below a half it is a guess.</param>
/// <param name="Age">How old the deciding evidence is.</param>
/// <param name="Weighed">All evidence with its weight, heaviest first; the first decided.</param>
public sealed record StatusEstimate(
    SessionStatus Status, double Confidence, TimeSpan Age, IReadOnlyList<WeightedEvidence> Weighed)
{
    /// <summary>What is asked for, as the evidence shows it that agrees; null where none does.</summary>
    public string? Asked => Agreeing.Select(evidence => evidence.Asked).FirstOrDefault(asked => asked is not null);

    /// <summary>When a limit ends, as the evidence shows it that agrees.</summary>
    public string? Reset => Agreeing.Select(evidence => evidence.Reset).FirstOrDefault(reset => reset is not null);

    private IEnumerable<StatusEvidence> Agreeing =>
        Weighed.Select(each => each.Evidence).Where(evidence => evidence.Status == Status);

    /// <summary>Why, in lines for people.</summary>
    public string Explain()
    {
        var text = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"{StatusNames.Of(Status)} (confidence {Confidence:0.00})"));
        if (Weighed.Count == 0) return text.Append(": nothing was seen yet").ToString();
        foreach (var (evidence, weight, age) in Weighed)
        {
            var (status, source) = (StatusNames.Of(evidence.Status), evidence.Source.ToString().ToLowerInvariant());
            text.Append(CultureInfo.InvariantCulture, $"\n- {weight:0.00} {status}, {source}, ")
                .Append(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.#} s ago: {evidence.Reason}");
            if (evidence.Rule is { } rule) text.Append(CultureInfo.InvariantCulture, $" ({rule})");
            if (evidence.Asked is { } asked) text.Append(CultureInfo.InvariantCulture, $": {asked}");
        }

        return text.ToString();
    }
}

/// <summary>Evidence, how much it counts now, and how old it is.</summary>
public sealed record WeightedEvidence(StatusEvidence Evidence, double Weight, TimeSpan Age);
