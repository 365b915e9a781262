using System.Text;
using System.Text.Encodings.Web;

namespace AgentGateway.Terminal.Output;

/// <summary>The forms in which programs print a value: plain, and encoded in the usual ways. Pure.</summary>
internal static class SecretForms
{
    /// <summary>The encodings of a shorter value occur by chance.</summary>
    private const int EncodedBytesMin = 8;

    /// <summary>Every form of the value. Forms may occur more than once.</summary>
    public static IEnumerable<string> Of(string value)
    {
        foreach (var form in OfText(value)) yield return form;
        // Lines may be printed one by one, for instance each with a prefix.
        var lines = value.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > 1 || (lines.Length == 1 && lines[0].Length != value.Length))
            foreach (var form in lines.SelectMany(OfText)) yield return form;
        var bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length < EncodedBytesMin) yield break;
        yield return Convert.ToHexStringLower(bytes);
        yield return Convert.ToHexString(bytes);
        for (var before = 0; before < 3; before++)
        {
            var base64 = Base64Within(bytes, before);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
            // How System.Text.Json writes it.
            yield return base64.Replace("+", "\\u002B", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> OfText(string text)
    {
        yield return text;
        // How forms write it that escape nothing else in it; escapes are decoded before they are compared.
        yield return text.Replace(' ', '+');
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
        yield return JavaScriptEncoder.Default.Encode(text);
    }

    /// <summary>
    /// The characters of the Base64 of some longer text that only the value decides, where the value begins at a
    /// byte with that remainder modulo 3.
    /// </summary>
    private static string Base64Within(byte[] value, int before)
    {
        byte[] padded = [.. new byte[before], .. value];
        // Six bits make a character; one that has bits of the bytes before or after is not the value's alone.
        var from = (before * 8 + 5) / 6;
        var to = padded.Length * 8 / 6;
        return Convert.ToBase64String(padded)[from..to];
    }
}
