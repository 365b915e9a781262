using AgentGateway.Runtime.Files;

namespace AgentGateway.Installation.Clients;

/// <summary>A change of one file that is not written yet.</summary>
/// <param name="Before">Its text; null where there is no file.</param>
/// <param name="After">Its new text.</param>
internal sealed record ClientChange(string Path, string? Before, string After)
{
    private const int DiffCharactersMax = 20_000;

    /// <summary>Where the file stays as it was before the last change; null where there was none.</summary>
    public string? Copy => Before is null ? null : Path + ".agw-backup";

    /// <summary>Whether only agw was in the file, which is not needed then.</summary>
    public bool LeavesNothing => string.Concat(After.Where(sign => !char.IsWhiteSpace(sign))) is "" or "{}";

    public string Diff =>
        TextDiff.Unified(Path.TrimStart('/'), Before, LeavesNothing ? "" : After, DiffCharactersMax);

    /// <summary>The change that an edit makes; null where it makes none.</summary>
    public static ClientChange? Of(ClientFile file, string? before, bool remove)
    {
        var text = before ?? "";
        var after = remove ? file.Edit.Remove(text) : file.Edit.Add(text);
        return after == text ? null : new(file.Path, before, after);
    }
}
