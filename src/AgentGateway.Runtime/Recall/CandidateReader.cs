using System.Globalization;
using AgentGateway.Domain.Recall;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Reads candidates for one question. A few hundred texts are read for each question, so what is known of a token is
/// kept, and tokens are looked up without copying them.
/// </summary>
internal sealed class CandidateReader(QuestionWords question)
{
    private const int Other = -1;
    private const int Stop = -2;
    private const int Time = -3;

    private static readonly HashSet<string> TimeStems =
    [
        .. new[]
        {
            "yesterday", "today", "tomorrow", "tonight", "last", "next", "week", "weekend", "month", "year", "ago", "morning",
            "recently", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
            "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "summer",
            "winter", "spring", "autumn", "day", "since", "soon", "earlier", "night",
        }.Select(Stemmer.Stem),
    ];

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    public CandidateText Read(string text)
    {
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        var counts = new int[question.Count];
        var (length, pairs, before, hasTime) = (0, 0, Other, false);
        foreach (var (start, size) in TextTokens.Places(text))
        {
            length++;
            var token = text.AsSpan(start, size);
            if (!known.TryGetValue(token, out var index))
                _known[token.ToString()] = index = IndexOf(token.ToString());
            hasTime |= index == Time;
            if (index == Stop) continue;
            if (index >= 0)
            {
                counts[index]++;
                if (before >= 0 && question.HasPair(before, index)) pairs++;
            }

            before = index;
        }

        return new()
        {
            Counts = counts,
            Length = length,
            Pairs = pairs,
            IsQuestion = text.AsSpan().TrimEnd().EndsWith("?", StringComparison.Ordinal),
            HasTime = hasTime,
        };
    }

    /// <summary>
    /// How many words of the question are the month, the year or, where the month is named, the day. A month is named
    /// as it is written in English, with a capital letter: <c>may</c> is none.
    /// </summary>
    public int DateWords(DateTimeOffset at)
    {
        var month = question.Words.Contains(CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(at.Month));
        var day = month && question.IndexOf(at.Day.ToString(CultureInfo.InvariantCulture)) >= 0;
        var year = question.IndexOf(at.Year.ToString(CultureInfo.InvariantCulture)) >= 0;
        return (month ? 1 : 0) + (day ? 1 : 0) + (year ? 1 : 0);
    }

    private int IndexOf(string token)
    {
        var folded = TextTokens.Fold(token);
        var stem = Stemmer.Stem(folded);
        var index = question.IndexOf(stem);
        return index >= 0 ? index : StopWords.Contains(folded) ? Stop : TimeStems.Contains(stem) ? Time : Other;
    }
}
