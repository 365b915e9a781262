using System.Globalization;
using System.Text;
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
    private readonly HashSet<(char, char)> _beginnings = [.. question.Stems.Concat(TimeStems).Select(Beginning)];

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
            {
                var added = token.ToString();
                _known[added] = index = IndexOf(added);
            }

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
        if (StopWords.Contains(folded) && question.IndexOf(Stemmer.Stem(folded)) is var stop)
            return stop >= 0 ? stop : Stop;
        if (!MayHaveKnownStem(folded))
            return Other;
        var stem = Stemmer.Stem(folded);
        var index = question.IndexOf(stem);
        return index >= 0 ? index : TimeStems.Contains(stem) ? Time : Other;
    }

    /// <summary>
    /// Whether its stem may be one of the question or of a time. Stemming takes several times as long as everything
    /// else that is done with a token.
    /// </summary>
    private bool MayHaveKnownStem(string folded) =>
        !Ascii.IsValid(folded) || _beginnings.Contains(Beginning(folded)) || _beginnings.Contains((folded[0], '\0'));

    /// <summary>
    /// What stemming leaves of the beginning of an ASCII token: the first letter, and the second if it is not cut off,
    /// of which only a y can change.
    /// </summary>
    private static (char First, char Second) Beginning(string token) =>
        (token[0], token.Length == 1 ? '\0' : token[1] == 'y' ? 'i' : token[1]);
}
