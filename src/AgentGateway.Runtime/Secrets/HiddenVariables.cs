namespace AgentGateway.Runtime.Secrets;

/// <summary>Decides which variables of an environment are hidden. Pure.</summary>
internal static class HiddenVariables
{
    private const int LongTextMin = 8;

    private static readonly string[] SecretWords = ["SECRET", "TOKEN", "PASS", "KEY", "CREDENTIAL", "AUTH", "PRIVATE"];

    /// <summary>Whether the variable is called like a secret, and its value is long enough to be one.</summary>
    public static bool IsNamedSecret(string name, string value) =>
        value.Length >= LongTextMin && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>By its name, or because it is long and neither a path, nor a number, nor a plain word.</summary>
    public static bool LooksSecret(string name, string value) =>
        IsNamedSecret(name, value)
        || (value.Length >= LongTextMin * 2
            && value[0] is not ('/' or '.' or '~')
            && value.Any(char.IsAsciiDigit)
            && value.Any(char.IsAsciiLetter)
            && value.All(character => character is > ' ' and < '\x7f' and not ('/' or ':' or '\\')));
}
