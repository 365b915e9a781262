using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentGateway.Posix;
using AgentGateway.Settings;

namespace AgentGateway.Installation.Clients;

/// <summary>
/// The hooks of Claude Code that tell a session's status. A hook of agw that calls it by another path is put right;
/// other hooks stay.
/// </summary>
internal sealed partial class ClaudeHooksEdit(AgwCommand agw) : IClientEdit
{
    private static readonly string[] Events =
        ["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "PermissionRequest", "Notification", "Stop"];

    /// <summary>A line for a shell.</summary>
    private string Command => string.Join(
        ' ', agw.Hook.Select(word => SafeWord().IsMatch(word) ? word : ShellText.Quoted(word)));

    public string Add(string text)
    {
        foreach (var name in Events)
            if (Find(text, name) is not { } found)
                text = JsonText.Append(text, ["hooks", name], ClientJson.OneLine(
                    new JsonObject
                    {
                        ["hooks"] = new JsonArray(new JsonObject { ["type"] = "command", ["command"] = Command }),
                    }));
            else if (found.Command != Command)
                text = JsonText.Set(text, [.. found.Hook, "command"], ClientJson.Quoted(Command));
        return text;
    }

    public string Remove(string text)
    {
        foreach (var name in Events)
            while (Find(text, name) is { } found)
                text = JsonText.Remove(text, found.IsAlone ? found.Group : found.Hook);
        return text;
    }

    /// <summary>The first hook of agw for an event, by the paths to it and to the group that it is in.</summary>
    private static Found? Find(string text, string name)
    {
        using var read = ClientJson.Parse(text);
        if (ClientJson.Find(read.RootElement, ["hooks", name]) is not { ValueKind: JsonValueKind.Array } groups)
            return null;
        foreach (var (group, at) in groups.EnumerateArray().Select((group, at) => (group, Text(at))))
        {
            if (ClientJson.Find(group, ["hooks"]) is not { ValueKind: JsonValueKind.Array } hooks) continue;
            foreach (var (hook, index) in hooks.EnumerateArray().Select((hook, index) => (hook, Text(index))))
                if (ClientJson.Find(hook, ["command"]) is { ValueKind: JsonValueKind.String } command
                    && OwnHook().IsMatch(command.GetString()!))
                    return new(
                        ["hooks", name, at], ["hooks", name, at, "hooks", index], command.GetString()!,
                        hooks.GetArrayLength() == 1);
        }

        return null;
    }

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("""^[\w./:=@%+,-]+$""")]
    private static partial Regex SafeWord();

    /// <summary>A line that calls the hook of agw, by whatever path.</summary>
    [GeneratedRegex("""(^|[/'"\s])agw(\.dll)?['"]?\s+hook\s*$""")]
    private static partial Regex OwnHook();

    private sealed record Found(string[] Group, string[] Hook, string Command, bool IsAlone);
}
