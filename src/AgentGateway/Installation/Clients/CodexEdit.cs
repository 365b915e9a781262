namespace AgentGateway.Installation.Clients;

/// <summary>
/// The MCP server and the notifications of Codex, in its <c>config.toml</c>. A <c>notify</c> that calls another program
/// stays, because Codex takes only one.
/// </summary>
internal sealed class CodexEdit(AgwCommand agw) : IClientEdit
{
    private const string Servers = "mcp_servers";

    private static readonly string[] Server = [Servers, AgwCommand.Name];
    private static readonly string[] Notify = ["notify"];

    private string Command => ClientJson.Quoted(agw.Server[0]);

    private IReadOnlyList<string> Arguments => [.. agw.Server.Skip(1)];

    public string Add(string text) => AddServer(AddNotify(text));

    public string Remove(string text)
    {
        text = TomlText.Remove(text, Server);
        return TomlText.Find(text, Notify) is { } there && AgwCommand.IsHook(TomlText.Strings(there))
            ? TomlText.Remove(text, Notify)
            : text;
    }

    private string AddNotify(string text)
    {
        if (TomlText.Find(text, Notify) is not { } there)
            return TomlText.AddToRoot(text, $"notify = {List(agw.Hook)}");
        return AgwCommand.IsHook(TomlText.Strings(there)) && !TomlText.Strings(there).SequenceEqual(agw.Hook)
            ? TomlText.Replace(text, Notify, List(agw.Hook))
            : text;
    }

    private string AddServer(string text)
    {
        if (TomlText.Find(text, [.. Server, "command"]) is { } command)
        {
            if (TomlText.Strings(command) is not [var there] || there != agw.Server[0])
                text = TomlText.Replace(text, [.. Server, "command"], Command);
            return TomlText.Find(text, [.. Server, "args"]) is { } arguments
                ? JsonServerEdit.Holds(TomlText.Strings(arguments), Arguments)
                    ? text
                    : TomlText.Replace(text, [.. Server, "args"], List(Arguments))
                : TomlText.AddBehind(text, [.. Server, "command"], $"args = {List(Arguments)}");
        }

        // A server that is reached by HTTP, or one written as a table in one line, is a person's own.
        if (TomlText.Has(text, Server)) return text;
        if (TomlText.Find(text, [Servers]) is not null)
            throw new FormatException($"{Servers} is written in one line, to which agw adds nothing.");
        return TomlText.AddTable(
            text, $"[{Servers}.{AgwCommand.Name}]\ncommand = {Command}\nargs = {List(Arguments)}\n");
    }

    private static string List(IEnumerable<string> words) => ClientJson.OneLine(ClientJson.Array(words));
}
