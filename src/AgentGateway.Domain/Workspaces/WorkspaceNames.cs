namespace AgentGateway.Domain.Workspaces;

/// <summary>What may name a workspace: it is part of a path, of a branch and of a variable's value.</summary>
public static class WorkspaceNames
{
    public const int CharactersMax = 64;

    /// <summary>The refusal of this name, or null when it may be used.</summary>
    public static Rejection? Refuse(string name) => IsWellFormed(name)
        ? null
        : new("invalid_name",
            $"\"{ShortText.Of(name, CharactersMax)}\" cannot name a workspace.",
            $"Use 1 to {CharactersMax} letters, digits, -, _ and ., beginning with a letter or a digit, without "
                + "\"..\" and not ending with . or .lock.");

    private static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= CharactersMax
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && !name.Contains("..", StringComparison.Ordinal)
        && name[^1] != '.'
        && !name.EndsWith(".lock", StringComparison.Ordinal);
}
