using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Takes secrets out of lines: the values that a session was given, in the forms in which they are usually printed, and
/// everything that looks like a well-known kind of token. One for each session, because a private key spans lines.
/// </summary>
public sealed partial class SecretRedactor
{
    public const string Replacement = "[redacted]";

    /// <summary>A shorter value would take ordinary words out of the text.</summary>
    public const int ValueCharactersMin = 4;

    /// <summary>A line without any of these has no token, and most lines have none.</summary>
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "sk-", "sk_", "rk_", "pk_",
            "xox", "xapp-", "AIza", "ya29.", "eyJ", "npm_", "pypi-",
            "hf_", "SG.", "dop_", "://", ":AA", "bearer", "basic ", "passw", "secret", "token", "key", "credential"],
        StringComparison.OrdinalIgnoreCase);

    private readonly string[] _values;
    private readonly SearchValues<string>? _search;
    private bool _isInPrivateKey;

    /// <param name="values">
    /// What must not be seen; each line of a value counts by itself, as lines are looked at one by one.
    /// </param>
    public SecretRedactor(IEnumerable<string> values)
    {
        var forms = values.SelectMany(Forms).Where(form => form.Length >= ValueCharactersMin).Distinct();
        _values = [.. forms.OrderByDescending(form => form.Length)];
        _search = _values.Length == 0 ? null : SearchValues.Create(_values, StringComparison.Ordinal);
    }

    public string Redact(string line)
    {
        if (_search is not null && line.AsSpan().ContainsAny(_search)) line = ReplaceValues(line);
        if (_isInPrivateKey || line.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) return RedactKey(line);
        return line.AsSpan().ContainsAny(Hints)
            ? Token().Replace(line, static match => match.Groups["keep"].Value + Replacement)
            : line;
    }

    private static IEnumerable<string> Forms(string value)
    {
        foreach (
            var line in value.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()))
        {
            yield return line;
            yield return Uri.EscapeDataString(line);
            yield return line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(
                "\"", "\\\"", StringComparison.Ordinal);
        }

        // The last characters of Base64 depend on what follows.
        if (value.Length >= 8) yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=')[..^1];
    }

    private string ReplaceValues(string line)
    {
        foreach (var value in _values) line = line.Replace(value, Replacement, StringComparison.Ordinal);
        return line;
    }

    private string RedactKey(string line)
    {
        _isInPrivateKey = !line.Contains("-----END", StringComparison.Ordinal);
        return Replacement;
    }

    [GeneratedRegex(
        """
        \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
        |\bgh[pousr]_[0-9A-Za-z]{30,}|\bgithub_pat_[0-9A-Za-z_]{30,}|\bglpat-[0-9A-Za-z_-]{16,}
        |\b(?:sk|rk|pk)[-_][0-9A-Za-z_-]{16,}
        |\bxox[abeoprs]-[0-9A-Za-z-]{10,}|\bxapp-[0-9A-Za-z-]{10,}
        |\bAIza[0-9A-Za-z_-]{30,}|\bya29\.[0-9A-Za-z_-]{20,}
        |\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*
        |\bnpm_[0-9A-Za-z]{30,}|\bpypi-[0-9A-Za-z_-]{30,}|\bhf_[0-9A-Za-z]{20,}
        |\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}|\bdop_v1_[0-9a-f]{40,}
        |\b[0-9]{8,11}:AA[0-9A-Za-z_-]{30,}
        |(?<keep>\b(?:[Bb]earer|[Bb]asic)[ ]+)[0-9A-Za-z._~+/=-]{12,}
        |(?<keep>://[^\s/:@]{1,200}:)[^\s/@]{1,200}(?=@)
        |(?<keep>
            (?i:pass(?:word|wd|phrase)|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)
            ["']?[ ]{0,4}[:=][ ]{0,4}["']?)[^\s"',;]{6,}
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
