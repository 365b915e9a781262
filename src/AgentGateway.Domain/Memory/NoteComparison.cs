using AgentGateway.Domain.Recall;

namespace AgentGateway.Domain.Memory;

/// <summary>
/// Compares what two notes say by the stems of their words; no model is asked. It is careful, because a note that is
/// superseded is not recalled any more: two notes contradict one another only where one denies the other, or where they
/// are alike but for one value.
/// </summary>
public static class NoteComparison
{
    /// <summary>A value is at most so many words: <c>the second Tuesday</c>.</summary>
    private const int ValueStemsMax = 3;

    /// <summary>Texts of so many stems may differ in one and still say the same.</summary>
    private const int LongStems = 5;

    private static readonly HashSet<string> Denials =
    [
        "not", "no", "never", "cannot", "without", "neither", "nor", "none", "longer", "dont", "doesnt", "isnt", "arent",
        "wasnt", "werent", "wont", "cant", "didnt", "shouldnt", "wouldnt", "couldnt", "hasnt", "havent",
    ];

    /// <summary>
    /// What follows these can be several things at once: a person likes tea and coffee. In a note whose subject is the
    /// question, such as "package manager", there is one answer all the same.
    /// </summary>
    private static readonly HashSet<string> Additive =
    [
        .. new[]
        {
            "like", "love", "enjoy", "know", "use", "have", "has", "own", "speak", "visit", "read", "play", "watch", "want",
            "need", "attend", "support", "include", "contain", "also", "hate", "dislike", "avoid", "work", "bought",
        }.Select(Stemmer.Stem),
    ];

    /// <summary>Words that a search leaves out and that may be all the difference between two notes.</summary>
    private static readonly HashSet<string> Telling =
        ["on", "off", "before", "after", "up", "down", "over", "under", "above", "below", "all", "few", "more", "most", "once"];

    /// <summary>How the later note stands to the earlier one. Notes of two scopes are always different.</summary>
    public static NoteLikeness Compare(NoteContent earlier, NoteContent later)
    {
        if (earlier.Scope != later.Scope) return NoteLikeness.Different;
        var (subjectBefore, subjectAfter) = (Told(earlier.Subject).Stems, Told(later.Subject).Stems);
        var isOneSubject = subjectBefore.SequenceEqual(subjectAfter);
        if (!isOneSubject && subjectBefore.Length > 0 && subjectAfter.Length > 0) return NoteLikeness.Different;
        var (before, deniedBefore) = Told(earlier.Text);
        var (after, deniedAfter) = Told(later.Text);
        if (before.Length == 0 || after.Length == 0)
            return earlier.Text.Trim() == later.Text.Trim() ? NoteLikeness.Same : NoteLikeness.Different;
        if (IsSame(before, after))
            return deniedBefore == deniedAfter ? NoteLikeness.Same : NoteLikeness.Contradicts;
        if (deniedBefore != deniedAfter) return NoteLikeness.Different;
        var answersSubject = isOneSubject && subjectAfter.Length > 0 && !subjectAfter.Any(after.Contains);
        return HasOtherValue(before, after, answersSubject) ? NoteLikeness.Contradicts : NoteLikeness.Different;
    }

    /// <summary>The stems of the words that tell something, in order, and whether it is denied.</summary>
    private static (string[] Stems, bool IsDenied) Told(string text)
    {
        var tokens = TextTokens.Folded(text.Replace(" any more", "", StringComparison.OrdinalIgnoreCase)
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("\u2019", "", StringComparison.Ordinal));
        return (
            [
                .. tokens.Where(token => !Denials.Contains(token) && (!StopWords.Contains(token) || Telling.Contains(token)))
                    .Select(Stemmer.Stem),
            ],
            tokens.Any(Denials.Contains));
    }

    /// <summary>
    /// The same stems in the same order. Of a long text one stem may be missing in the other, unless it is a number.
    /// </summary>
    private static bool IsSame(string[] one, string[] other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length == longer.Length) return shorter.SequenceEqual(longer);
        if (shorter.Length + 1 != longer.Length || shorter.Length < LongStems) return false;
        var at = CommonPrefix(shorter, longer);
        return shorter.AsSpan(at).SequenceEqual(longer.AsSpan(at + 1)) && !longer[at].Any(char.IsDigit);
    }

    private static bool HasOtherValue(string[] before, string[] after, bool answersSubject)
    {
        var prefix = CommonPrefix(before, after);
        var suffix = CommonSuffix(before, after, prefix);
        var (valueBefore, valueAfter) = (before.Length - prefix - suffix, after.Length - prefix - suffix);
        if (valueBefore is 0 or > ValueStemsMax || valueAfter is 0 or > ValueStemsMax) return false;

        // What stands first is what the sentence is about: with another one it is about something else.
        if (prefix == 0) return answersSubject && valueBefore == before.Length && valueAfter == after.Length
            && before.Length == 1 && after.Length == 1;
        return (prefix + suffix) * 2 >= Math.Max(before.Length, after.Length)
            && (answersSubject || !Additive.Contains(before[prefix - 1]));
    }

    private static int CommonPrefix(string[] one, string[] other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && one[length] == other[length]) length++;
        return length;
    }

    private static int CommonSuffix(string[] one, string[] other, int prefix)
    {
        var length = 0;
        while (length < one.Length - prefix && length < other.Length - prefix && one[^(length + 1)] == other[^(length + 1)])
            length++;
        return length;
    }
}
