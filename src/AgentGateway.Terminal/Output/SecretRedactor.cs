using System.Buffers;
using System.Text.RegularExpressions;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Takes secrets out of lines: known values (<see cref="SecretMatcher"/>), and everything that looks like a well-known
/// kind of token. One for each source of lines, because a private key spans lines.
/// </summary>
public sealed partial class SecretRedactor
{
    private const string Replacement = SecretMatcher.Replacement;

    /// <summary>A line without any of these has no token, and most lines have none.</summary>
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "sk-", "sk_", "rk_", "pk_",
            "xox", "xapp-", "AIza", "ya29.", "eyJ", "npm_", "pypi-",
            "hf_", "SG.", "dop_", "://", ":AA", "bearer", "basic ", "passw", "secret", "token", "key", "credential"],
        StringComparison.OrdinalIgnoreCase);

    private readonly Func<SecretMatcher> _matcher;
    private bool _isInPrivateKey;

    /// <param name="values">What must not be seen.</param>
    public SecretRedactor(IEnumerable<string> values)
    {
        var matcher = new SecretMatcher(values);
        _matcher = () => matcher;
    }

    /// <param name="matcher">Gives the values that must not be seen, as they are known at that time.</param>
    public SecretRedactor(Func<SecretMatcher> matcher) => _matcher = matcher;

    /// <summary>The values that are known now.</summary>
    public SecretMatcher Values => _matcher();

    /// <summary>One line, which continues the lines before.</summary>
    public string Redact(string line) => RedactTokens(_matcher().Redact(line));

    /// <summary>A text of its own, of any number of lines.</summary>
    public static string RedactText(string text, SecretMatcher values)
    {
        var tokens = new SecretRedactor([]);
        return string.Join('\n', values.Redact(text).Split('\n').Select(tokens.RedactTokens));
    }

    /// <summary>Takes out what looks like a token or a key, of a line in which there is no known value any more.</summary>
    internal string RedactTokens(string line)
    {
        if (_isInPrivateKey || line.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) return RedactKey(line);
        return line.AsSpan().ContainsAny(Hints)
            ? Token().Replace(line, static match => match.Groups["keep"].Value + Replacement)
            : line;
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
