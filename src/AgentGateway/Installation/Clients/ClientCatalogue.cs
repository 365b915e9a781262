using System.Text.Json.Nodes;

namespace AgentGateway.Installation.Clients;

/// <summary>The clients that agw can set up: their files, and the entry as each of them reads it.</summary>
internal static class ClientCatalogue
{
    public static readonly IReadOnlyList<string> Names =
        ["claude", "codex", "gemini", "qwen", "opencode", "copilot", "vscode", "cursor", "zed"];

    private const string UsualGroup = "mcpServers";

    public static IReadOnlyList<ClientProgram> All(ClientPlaces places, AgwCommand agw) =>
    [
        Claude(places, agw),
        Codex(places, agw),
        Settings("gemini", "Gemini CLI", Path.Combine(places.Named("GEMINI_CLI_HOME") ?? places.Home, ".gemini"), agw),
        Settings("qwen", "Qwen Code", places.Named("QWEN_HOME") ?? places.In(".qwen"), agw),
        OpenCode(places, agw),
        Copilot(places, agw),
        VsCode(places, agw),
        Cursor(places, agw),
        Zed(places, agw),
    ];

    /// <summary>Its servers stand beside its directory, or in it where a variable names the directory.</summary>
    private static ClientProgram Claude(ClientPlaces places, AgwCommand agw)
    {
        var named = places.Named("CLAUDE_CONFIG_DIR");
        var directory = named ?? places.In(".claude");
        return new ClientProgram("claude", "Claude Code", ["claude"], directory,
        [
            new(
                Path.Combine(named ?? places.Home, ".claude.json"),
                new JsonServerEdit(UsualGroup, Entry(agw, ("type", "stdio")))),
            new(Path.Combine(directory, "settings.json"), new ClaudeHooksEdit(agw)),
        ]);
    }

    private static ClientProgram Codex(ClientPlaces places, AgwCommand agw)
    {
        var directory = places.Named("CODEX_HOME") ?? places.In(".codex");
        return new ClientProgram("codex", "Codex", ["codex"], directory,
            [new(Path.Combine(directory, "config.toml"), new CodexEdit(agw))]);
    }

    private static ClientProgram Settings(string name, string title, string directory, AgwCommand agw) =>
        new ClientProgram(name, title, [name], directory,
            [new(Path.Combine(directory, "settings.json"), new JsonServerEdit(UsualGroup, Entry(agw)))]);

    private static ClientProgram OpenCode(ClientPlaces places, AgwCommand agw)
    {
        var directory = Path.Combine(places.Configuration, "opencode");
        string[] files = ["opencode.jsonc", "opencode.json"];
        return new ClientProgram("opencode", "opencode", ["opencode"], directory,
        [
            new(
                files.Select(file => Path.Combine(directory, file)).FirstOrDefault(places.Exists)
                    ?? Path.Combine(directory, "opencode.json"),
                new JsonServerEdit("mcp", new()
                {
                    ["type"] = "local", ["command"] = ClientJson.Array(agw.Server), ["enabled"] = true,
                })),
        ]);
    }

    private static ClientProgram Copilot(ClientPlaces places, AgwCommand agw)
    {
        var directory = places.Named("COPILOT_HOME") ?? places.In(".copilot");
        var entry = Entry(agw, ("type", "local"));
        entry["tools"] = ClientJson.Array(["*"]);
        return new ClientProgram("copilot", "Copilot CLI", ["copilot"], directory,
            [new(Path.Combine(directory, "mcp-config.json"), new JsonServerEdit(UsualGroup, entry))]);
    }

    private static ClientProgram VsCode(ClientPlaces places, AgwCommand agw)
    {
        var directory = Path.Combine(places.Application, "Code", "User");
        return new ClientProgram("vscode", "VS Code", ["code"], directory,
            [new(Path.Combine(directory, "mcp.json"), new JsonServerEdit("servers", Entry(agw, ("type", "stdio"))))]);
    }

    private static ClientProgram Cursor(ClientPlaces places, AgwCommand agw)
    {
        var directory = places.In(".cursor");
        return new ClientProgram("cursor", "Cursor", ["cursor", "cursor-agent"], directory,
            [new(Path.Combine(directory, "mcp.json"), new JsonServerEdit(UsualGroup, Entry(agw)))]);
    }

    private static ClientProgram Zed(ClientPlaces places, AgwCommand agw)
    {
        var directory = Path.Combine(places.IsMac ? places.In(".config") : places.Configuration, "zed");
        return new ClientProgram("zed", "Zed", ["zed", "zeditor"], directory,
        [
            new(
                Path.Combine(directory, "settings.json"),
                new JsonServerEdit("context_servers", Entry(agw, ("source", "custom")))),
        ]);
    }

    private static JsonObject Entry(AgwCommand agw, params ReadOnlySpan<(string Name, string Value)> first)
    {
        var entry = new JsonObject();
        foreach (var (name, value) in first) entry[name] = value;
        entry["command"] = agw.Server[0];
        entry["args"] = ClientJson.Array(agw.Server.Skip(1));
        return entry;
    }
}
