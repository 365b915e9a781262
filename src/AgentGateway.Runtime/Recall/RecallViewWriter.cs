using System.Diagnostics;
using System.Globalization;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Recall;

/// <summary>Writes what was recalled for callers.</summary>
internal static class RecallViewWriter
{
    private const int TextCharactersMax = 800;
    private const int ScoreDigits = 2;

    public static RecallHitView Of(RankedCandidate ranked, DateTimeOffset now)
    {
        var candidate = ranked.Candidate;
        return new()
        {
            Kind = candidate.Kind,
            Id = candidate.Id,
            Text = RecallExcerpt.Of(candidate.Text, ranked.Words, TextCharactersMax),
            Title = candidate.Title.Length > 0 ? candidate.Title : null,
            Speaker = candidate.Speaker.Length > 0 ? candidate.Speaker : null,
            At = candidate.At,
            Age = AgeOf(now - candidate.At),
            Trust = WordOf(candidate.Trust),
            Source = candidate.Source,
            Scope = candidate.Scope?.ToString(),
            Why = WhyOf(ranked),
            Score = Math.Round(ranked.Score, ScoreDigits),
        };
    }

    public static string WordOf(RecallTrust trust) => trust switch
    {
        RecallTrust.Untrusted => "untrusted",
        RecallTrust.Working => "working",
        RecallTrust.Confirmed => "confirmed",
        RecallTrust.Approved => "approved",
        _ => throw new UnreachableException(),
    };

    /// <summary>How old something is, in the largest unit that it has been for at least two of.</summary>
    public static string AgeOf(TimeSpan age) => age.TotalMinutes switch
    {
        < 2 => "just now",
        < 120 => In(age.TotalMinutes, "minutes"),
        < 2 * 1_440 => In(age.TotalHours, "hours"),
        < 60 * 1_440 => In(age.TotalDays, "days"),
        < 730 * 1_440 => In(age.TotalDays / 30.44, "months"),
        _ => In(age.TotalDays / 365.25, "years"),
    };

    private static string In(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {unit} ago");

    private static string WhyOf(RankedCandidate ranked)
    {
        List<string> reasons = [];
        if (ranked.Words.Count > 0) reasons.Add($"it has {string.Join(", ", ranked.Words)}");
        if (ranked.WordsAround.Count > 0) reasons.Add($"around it is said {string.Join(", ", ranked.WordsAround)}");
        if (ranked.IsSpeaker) reasons.Add($"{ranked.Candidate.Speaker} said it");
        if (ranked.Similarity is { } similarity)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"its meaning is near ({similarity:0.00})"));
        if (ranked.IsDate) reasons.Add("its date was asked for");
        return reasons.Count > 0 ? string.Join("; ", reasons) : "its conversation is about it";
    }
}
