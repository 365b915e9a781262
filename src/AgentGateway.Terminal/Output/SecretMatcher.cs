using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Finds values that must not be seen, in the forms in which programs print them (<see cref="SecretForms"/>), also
/// where a narrow screen or a control sequence interrupts them. Immutable, so several threads may use it.
/// </summary>
/// <remarks>
/// The first four bytes of each form lead to the forms that begin so. A filter of a bit for each hash of such four
/// bytes passes over almost all of a text. A text with escapes of addresses is looked through decoded as well
/// (<see cref="PercentText"/>).
/// </remarks>
public sealed class SecretMatcher
{
    public const string Replacement = "[redacted]";

    /// <summary>A shorter value would take ordinary words out of the text.</summary>
    public const int ValueCharactersMin = 4;

    private const int BeginBytes = 4;
    private const int FilterBits = 1 << 16;

    /// <summary>So many bytes of a value at the end of what was printed so far are taken for the value.</summary>
    private const int BegunBytes = 8;

    /// <summary>So many bytes a byte of a value has when it is escaped.</summary>
    private const int EscapedBytes = 3;

    private readonly Dictionary<uint, byte[][]> _forms;
    private readonly ulong[] _filter = new ulong[FilterBits / 64];
    private readonly HashSet<uint> _anchors = [];
    private readonly ulong[] _anchorFilter = new ulong[FilterBits / 64];
    private readonly SearchValues<string>? _anchorTexts;

    public SecretMatcher(IEnumerable<string> values)
    {
        string[] forms = [.. values.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal)];
        byte[][] bytes =
        [
            .. forms.Select(Significant).Where(form => form.Length >= BeginBytes)
                .DistinctBy(Convert.ToHexString).OrderByDescending(form => form.Length),
        ];
        _forms = bytes.GroupBy(form => Begin(form)).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var begin in _forms.Keys) Set(_filter, begin);
        Reach = bytes.Length == 0 ? 0 : bytes[0].Length * EscapedBytes;
        if (bytes.Length == 0) return;
        // One line break can be in one of two neighbouring pieces of a value only, so the other one is found.
        string[] anchors =
        [
            .. forms.Concat(bytes.Select(Encoding.UTF8.GetString))
                .SelectMany(form => new[] { Piece(form, 0), Piece(form, BeginBytes) })
                .Where(piece => piece.Length > 1)
                .Distinct(StringComparer.Ordinal),
        ];
        _anchorTexts = SearchValues.Create(anchors, StringComparison.Ordinal);
        foreach (var anchor in anchors.Select(Encoding.UTF8.GetBytes).Where(anchor => anchor.Length >= BeginBytes))
        {
            _anchors.Add(Begin(anchor));
            Set(_anchorFilter, Begin(anchor));
        }
    }

    /// <summary>Knows no value.</summary>
    public static SecretMatcher None { get; } = new([]);

    public bool IsEmpty => Reach == 0;

    /// <summary>The length in bytes of the longest form, when all of it is escaped.</summary>
    public int Reach { get; }

    /// <summary>False only if the text has no value. Fast; for text without control sequences.</summary>
    public bool MayBeIn(ReadOnlySpan<char> text) =>
        _anchorTexts is not null && (text.ContainsAny(_anchorTexts) || PercentText.IsIn(text));

    /// <summary>The same for text in UTF-8.</summary>
    public bool MayBeIn(ReadOnlySpan<byte> text)
    {
        if (IsEmpty) return false;
        if (PercentText.IsIn(text)) return true;
        for (; text.Length >= BeginBytes; text = text[1..])
            if (Has(_anchorFilter, Begin(text)) && _anchors.Contains(Begin(text))) return true;
        return false;
    }

    /// <summary>The text with <see cref="Replacement"/> for each value; the line breaks inside of a value stay.</summary>
    public string Redact(string text)
    {
        if (!MayBeIn(text)) return text;
        using var significant = SignificantText.Of(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        foreach (var (from, to) in Find(significant.Bytes, isOpen: false))
        {
            var (begin, last) = (significant.At[from], significant.At[to - 1]);
            result.Append(text, written, begin - written).Append(Replacement);
            for (var at = begin; at <= last; at++)
                if (text[at] == '\n') result.Append('\n').Append(Replacement);
            written = last + (char.IsSurrogatePair(text, last) ? 2 : 1);
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }

    /// <summary>
    /// Replaces each byte of a value with an asterisk, so that lengths and control sequences stay. False: there is
    /// none.
    /// </summary>
    /// <param name="isOpen">
    /// Whether the rest of a value may be printed yet: then a value that has begun at the end counts too.
    /// </param>
    public bool Mask(Span<byte> bytes, bool isOpen)
    {
        if (IsEmpty) return false;
        using var significant = SignificantText.Of(bytes);
        var found = Find(significant.Bytes, isOpen);
        foreach (var (from, to) in found)
            foreach (var at in significant.At[from..to]) bytes[at] = (byte)'*';
        return found.Count > 0;
    }

    /// <summary>The same for characters, with a mark of the caller's choice.</summary>
    public bool Mask(Span<char> text, char mark, bool isOpen)
    {
        if (IsEmpty) return false;
        using var significant = SignificantText.Of(text);
        var found = Find(significant.Bytes, isOpen);
        foreach (var (from, to) in found)
        {
            foreach (var at in significant.At[from..to])
            {
                if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length) text[at + 1] = mark;
                text[at] = mark;
            }
        }

        return found.Count > 0;
    }

    /// <summary>The text with an asterisk for each character of a value: columns and rows stay.</summary>
    public string Mask(string text)
    {
        var characters = text.ToCharArray();
        return Mask(characters, '*', isOpen: false) ? new string(characters) : text;
    }

    /// <summary>
    /// Where a value begins that may be continued behind the end of the text; the text's length when there is none.
    /// </summary>
    /// <param name="begunBytesMin">
    /// So much of a value counts as its beginning. A short one is common in texts without any value.
    /// </param>
    public int BegunAt(ReadOnlySpan<char> text, int begunBytesMin = BeginBytes)
    {
        if (IsEmpty) return text.Length;
        var from = Math.Max(0, text.Length - 2 * Reach);
        using var significant = SignificantText.Of(text[from..]);
        var begun = BegunIn(significant.Bytes, begunBytesMin);
        if (PercentText.IsIn(significant.Bytes))
        {
            foreach (var isForm in (ReadOnlySpan<bool>)[false, true])
            {
                var decoded = PercentText.Of(significant.Bytes, isForm);
                if (BegunIn(decoded.Bytes, begunBytesMin) is { } at)
                    begun = Math.Min(begun ?? int.MaxValue, decoded.From(at));
            }
        }

        return begun is { } first ? from + significant.At[first] : text.Length;
    }

    private int? BegunIn(ReadOnlySpan<byte> text, int begunBytesMin)
    {
        for (var at = Math.Max(0, text.Length - Reach + 1); at + begunBytesMin <= text.Length; at++)
        {
            var rest = text[at..];
            if (rest.Length >= BeginBytes)
            {
                if (_forms.TryGetValue(Begin(rest), out var forms) && IsBegun(forms, rest)) return at;
            }
            else
            {
                foreach (var forms in _forms.Values)
                    if (IsBegun(forms, rest)) return at;
            }
        }

        return null;
    }

    private static bool IsBegun(byte[][] forms, ReadOnlySpan<byte> rest)
    {
        foreach (var form in forms)
            if (form.Length > rest.Length && form.AsSpan().StartsWith(rest)) return true;
        return false;
    }

    /// <summary>The ranges of values, in order and joined where they touch.</summary>
    private List<(int From, int To)> Find(ReadOnlySpan<byte> text, bool isOpen)
    {
        var found = FindPlain(text, isOpen);
        if (!PercentText.IsIn(text)) return found;
        foreach (var isForm in (ReadOnlySpan<bool>)[false, true])
        {
            var decoded = PercentText.Of(text, isForm);
            foreach (var (from, to) in FindPlain(decoded.Bytes, isOpen))
                found.Add((decoded.From(from), decoded.To(to - 1)));
        }

        List<(int From, int To)> joined = [];
        foreach (var range in found.Order()) Add(joined, range);
        return joined;
    }

    private List<(int From, int To)> FindPlain(ReadOnlySpan<byte> text, bool isOpen)
    {
        List<(int From, int To)> found = [];
        for (var at = 0; at + BeginBytes <= text.Length; at++)
        {
            var begin = Begin(text[at..]);
            if (!Has(_filter, begin) || !_forms.TryGetValue(begin, out var forms)) continue;
            if (LengthAt(text[at..], forms, isOpen) is > 0 and var length) Add(found, (at, at + length));
        }

        return found;
    }

    private static void Add(List<(int From, int To)> found, (int From, int To) range)
    {
        if (found.Count > 0 && found[^1].To >= range.From)
            found[^1] = (found[^1].From, Math.Max(found[^1].To, range.To));
        else
            found.Add(range);
    }

    private static int LengthAt(ReadOnlySpan<byte> rest, byte[][] forms, bool isOpen)
    {
        foreach (var form in forms)
        {
            if (rest.StartsWith(form)) return form.Length;
            if (isOpen
                && rest.Length < form.Length
                && rest.Length >= Math.Min(BegunBytes, form.Length / 2)
                && form.AsSpan().StartsWith(rest))
                return rest.Length;
        }

        return 0;
    }

    private static byte[] Significant(string form)
    {
        using var significant = SignificantText.Of(form);
        return significant.Bytes.ToArray();
    }

    private static string Piece(string form, int from) =>
        form.Length >= from + BeginBytes ? form.Substring(from, BeginBytes) : "";

    private static uint Begin(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt32LittleEndian(text);

    private static int Bit(uint begin) => (int)((begin * 2654435769u) >> 16);

    private static void Set(ulong[] filter, uint begin) => filter[Bit(begin) >> 6] |= 1UL << (Bit(begin) & 63);

    private static bool Has(ulong[] filter, uint begin) => (filter[Bit(begin) >> 6] & (1UL << (Bit(begin) & 63))) != 0;
}
