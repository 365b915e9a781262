using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentGateway.Testing;

/// <summary>
/// A secret value that a test looks for, in encodings of its own making: nothing here is taken from the program.
/// </summary>
public static partial class Canary
{
    /// <summary>Its encodings differ: it has signs that URLs, JSON and Base64 write in their own ways.</summary>
    public const string Value = "cnry-Zq81+xY/w7\"&=?t9-end";

    private static readonly string[] Needles = [.. All().Select(Tight).Distinct(StringComparer.Ordinal)];

    /// <summary>A line for each encoding, as they may stand in a file.</summary>
    public static string Written => string.Join('\n', Encoded()) + "\n";

    /// <summary>Everything that a program prints of it, a line each; and the same in rows of a narrow screen.</summary>
    public static string Printed
    {
        get
        {
            string[] lines =
            [
                .. Encoded(),
                $"\e[32m{Value[..7]}\e[0m{Value[7..]}",
                $"\e]2;title {Value}\a",
                $"\e]8;;https://host/{Uri.EscapeDataString(Value)}\e\\link\e]8;;\e\\",
                $"error: {Value} was refused",
            ];
            var rows = lines[..^4].Select(line => string.Join('\n', line.Chunk(13).Select(row => new string(row))));
            return string.Join('\n', [.. lines, .. rows]) + "\n";
        }
    }

    /// <summary>The text around the first trace of the value; null where there is none.</summary>
    public static string? In(string text)
    {
        var tight = Tight(text);
        foreach (var needle in Needles)
            if (tight.IndexOf(needle, StringComparison.Ordinal) is >= 0 and var at)
                return tight[Math.Max(0, at - 80)..Math.Min(tight.Length, at + needle.Length + 40)];
        return null;
    }

    public static string? In(ReadOnlySpan<byte> bytes) => In(Encoding.Latin1.GetString(bytes));

    private static IEnumerable<string> Encoded()
    {
        yield return Value;
        for (var before = 0; before < 3; before++)
        {
            var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Value + "\n"));
            yield return base64;
            yield return base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }

        yield return Uri.EscapeDataString(Value);
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(Value));
        yield return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Value));
        yield return JsonSerializer.Serialize(Value);
        yield return Value.Replace("\"", "\\\"", StringComparison.Ordinal);
    }

    /// <summary>Half of each encoding is a trace already; its ends have bits of what stands around the value.</summary>
    private static IEnumerable<string> All() =>
        Encoded().SelectMany(form => new[] { form[4..(form.Length / 2 + 3)], form[(form.Length / 2)..^4] });

    /// <summary>Without what a screen puts in between, and as it is within JSON.</summary>
    private static string Tight(string text)
    {
        var plain = Sequence().Replace(text, "");
        plain = Escape().Replace(plain, match => match.Value switch
        {
            "\\n" or "\\r" or "\\t" => "",
            "\\\"" => "\"",
            "\\\\" => "\\",
            "\\/" => "/",
            var code =>
                ((char)int.Parse(code.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        });
        return string.Concat(plain.Where(character => character > ' '));
    }

    [GeneratedRegex(@"(?:\e|\\u001[bB])\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"\\(?:[nrt""\\/]|u[0-9a-fA-F]{4})")]
    private static partial Regex Escape();
}
