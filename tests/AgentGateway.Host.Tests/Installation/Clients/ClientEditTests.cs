using AgentGateway.Data;
using AgentGateway.Installation.Clients;

namespace AgentGateway.Host.Tests.Installation.Clients;

/// <summary>What is written into the files of each client, and that it can be taken out again.</summary>
public sealed class ClientEditTests
{
    private static readonly AgwCommand Agw = new(["agw"], null);

    private static readonly AgwCommand Elsewhere = new(["/opt/a b/agw"], "/d");

    private const string ClaudeHooks =
        """
        {
          "hooks": {
            "SessionStart": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "UserPromptSubmit": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "PreToolUse": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "PostToolUse": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "PermissionRequest": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "Notification": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }],
            "Stop": [{ "hooks": [{ "type": "command", "command": "agw hook" }] }]
          }
        }

        """;

    private const string CodexFile =
        """
        notify = ["agw", "hook"]

        [mcp_servers.agw]
        command = "agw"
        args = ["mcp"]

        """;

    private static ClientPlaces Places(string? variable = null, string? value = null, params string[] files) =>
        new("/h", name => name == variable ? value : null, files.Contains, IsMac: false);

    private static ClientProgram Client(string name, AgwCommand? agw = null, ClientPlaces? places = null) =>
        ClientCatalogue.All(places ?? Places(), agw ?? Agw).Single(client => client.Name == name);

    private static IClientEdit Edit(string name, AgwCommand? agw = null, int file = 0) =>
        Client(name, agw).Files[file].Edit;

    [Theory]
    [InlineData("claude", "/h/.claude.json", "mcpServers",
        """{ "type": "stdio", "command": "agw", "args": ["mcp"] }""")]
    [InlineData("gemini", "/h/.gemini/settings.json", "mcpServers", """{ "command": "agw", "args": ["mcp"] }""")]
    [InlineData("qwen", "/h/.qwen/settings.json", "mcpServers", """{ "command": "agw", "args": ["mcp"] }""")]
    [InlineData("opencode", "/h/.config/opencode/opencode.json", "mcp",
        """{ "type": "local", "command": ["agw", "mcp"], "enabled": true }""")]
    [InlineData("copilot", "/h/.copilot/mcp-config.json", "mcpServers",
        """{ "type": "local", "command": "agw", "args": ["mcp"], "tools": ["*"] }""")]
    [InlineData("vscode", "/h/.config/Code/User/mcp.json", "servers",
        """{ "type": "stdio", "command": "agw", "args": ["mcp"] }""")]
    [InlineData("cursor", "/h/.cursor/mcp.json", "mcpServers", """{ "command": "agw", "args": ["mcp"] }""")]
    [InlineData("zed", "/h/.config/zed/settings.json", "context_servers",
        """{ "source": "custom", "command": "agw", "args": ["mcp"] }""")]
    public void Each_client_has_its_file_and_its_form(string name, string path, string group, string entry)
    {
        var client = Client(name);

        Assert.Equal(path, client.Files[0].Path);
        Assert.Equal(
            $"{{\n  \"{group}\": {{\n    \"agw\": {entry}\n  }}\n}}\n", client.Files[0].Edit.Add(""));
    }

    [Fact]
    public void The_list_of_names_is_that_of_the_clients() =>
        Assert.Equal(ClientCatalogue.Names, ClientCatalogue.All(Places(), Agw).Select(client => client.Name));

    [Theory]
    [InlineData("claude", "CLAUDE_CONFIG_DIR", "/c", "/c/.claude.json")]
    [InlineData("codex", "CODEX_HOME", "/c", "/c/config.toml")]
    [InlineData("gemini", "GEMINI_CLI_HOME", "/c", "/c/.gemini/settings.json")]
    [InlineData("qwen", "QWEN_HOME", "/c", "/c/settings.json")]
    [InlineData("copilot", "COPILOT_HOME", "/c", "/c/mcp-config.json")]
    [InlineData("opencode", "XDG_CONFIG_HOME", "/c", "/c/opencode/opencode.json")]
    [InlineData("vscode", "XDG_CONFIG_HOME", "/c", "/c/Code/User/mcp.json")]
    [InlineData("zed", "XDG_CONFIG_HOME", "relative", "/h/.config/zed/settings.json")]
    public void Variables_of_a_client_move_its_file(string name, string variable, string value, string path) =>
        Assert.Equal(path, Client(name, places: Places(variable, value)).Files[0].Path);

    [Fact]
    public void Opencode_keeps_the_file_that_it_has() =>
        Assert.EndsWith(
            "opencode.jsonc",
            Client("opencode", places: Places(files: "/h/.config/opencode/opencode.jsonc")).Files[0].Path);

    [Fact]
    public void Comments_other_servers_and_unknown_settings_stay()
    {
        const string Before =
            """
            {
                // mine
                "theme": "dark", /* and why */
                "mcpServers": {
                    "other": { "command": "x", "env": { "KEY": "ü" } } // the other
                },
            }
            """;

        var after = Edit("gemini").Add(Before);

        Assert.Equal(
            Before.Replace(
                "} } // the other", "} },\n        \"agw\": { \"command\": \"agw\", \"args\": [\"mcp\"] } // the other",
                StringComparison.Ordinal),
            after);
        Assert.Equal(Before, Edit("gemini").Remove(after));
    }

    [Fact]
    public void An_entry_that_calls_another_program_is_put_right_and_keeps_what_was_added_to_it()
    {
        const string Before =
            """{ "mcpServers": { "agw": { "args": ["mcp"], "command": "/old/agw", "trust": true } } }""";

        Assert.Equal(
            """{ "mcpServers": { "agw": { "args": ["mcp"], "command": "agw", "trust": true } } }""",
            Edit("qwen").Add(Before));
        Assert.Equal(
            """
            { "mcpServers": { "agw": { "args": ["mcp", "--data", "/d"], "command": "/opt/a b/agw", "trust": true } } }
            """,
            Edit("qwen", Elsewhere).Add(Before));
    }

    [Theory]
    [InlineData("""{ "mcpServers": { "agw": { "command": "agw", "args": ["mcp", "--toolsets", "all"] } } }""")]
    [InlineData("""{ "mcpServers": { "agw": { "type": "http", "url": "http://127.0.0.1:7171/mcp" } } }""")]
    public void An_entry_with_options_of_a_person_or_by_http_stays(string text) =>
        Assert.Equal(text, Edit("claude").Add(text));

    [Fact]
    public void An_entry_for_another_data_directory_is_put_right() =>
        Assert.Equal(
            """{ "mcpServers": { "agw": { "command": "agw", "args": ["mcp"] } } }""",
            Edit("cursor").Add(
                """{ "mcpServers": { "agw": { "command": "agw", "args": ["mcp", "--data", "/x"] } } }"""));

    [Fact]
    public void Claude_gets_a_hook_for_every_event()
    {
        Assert.Equal("/h/.claude/settings.json", Client("claude").Files[1].Path);
        Assert.Equal(ClaudeHooks, Edit("claude", file: 1).Add(""), ignoreLineEndingDifferences: false);
    }

    [Fact]
    public void Hooks_of_others_stay_and_get_ours_beside_them()
    {
        const string Before =
            """
            {
              "hooks": {
                "Stop": [
                  { "matcher": "*", "hooks": [{ "type": "command", "command": "notify-agw hook" }] }
                ]
              }
            }
            """;

        var after = Edit("claude", file: 1).Add(Before);

        Assert.Contains(
            """
                  { "matcher": "*", "hooks": [{ "type": "command", "command": "notify-agw hook" }] },
                  { "hooks": [{ "type": "command", "command": "agw hook" }] }
            """,
            after,
            StringComparison.Ordinal);
        Assert.Equal(Before, Edit("claude", file: 1).Remove(after));
    }

    [Fact]
    public void A_hook_that_a_person_put_beside_another_goes_alone() =>
        Assert.Equal(
            """{ "hooks": { "Stop": [{ "hooks": [{ "command": "x" }] }] } }""",
            Edit("claude", file: 1).Remove(
                """{ "hooks": { "Stop": [{ "hooks": [{ "command": "x" }, { "command": "/a/agw hook" }] }] } }"""));

    [Fact]
    public void A_hook_by_an_old_path_is_put_right_and_not_doubled()
    {
        var after = Edit("claude", Elsewhere, file: 1).Add(ClaudeHooks);

        Assert.Equal(
            ClaudeHooks.Replace("\"agw hook\"", "\"'/opt/a b/agw' hook\"", StringComparison.Ordinal), after);
        Assert.Equal(ClaudeHooks, Edit("claude", file: 1).Add(after));
    }

    [Fact]
    public void Codex_gets_a_table_and_a_key_in_front_of_all_tables()
    {
        Assert.Equal("/h/.codex/config.toml", Client("codex").Files[0].Path);
        Assert.Equal(CodexFile, Edit("codex").Add(""));
        Assert.Equal(
            """
            notify = ["/opt/a b/agw", "hook"]

            [mcp_servers.agw]
            command = "/opt/a b/agw"
            args = ["mcp", "--data", "/d"]

            """,
            Edit("codex", Elsewhere).Add(""));
    }

    [Fact]
    public void The_rest_of_a_codex_file_stays()
    {
        const string Before =
            """
            # mine
            model = "gpt-5" # [not a table]
            text = '''
            [neither]
            '''
            roots = [
              ["a"], # [nor this]
            ]

            [mcp_servers."other one"]
            command = "x"

            [[profiles]]
            name = "y"

            """;

        var after = Edit("codex").Add(Before);

        Assert.Equal(
            Before.Replace("]\n\n[mcp", "]\nnotify = [\"agw\", \"hook\"]\n\n[mcp", StringComparison.Ordinal)
                + "\n[mcp_servers.agw]\ncommand = \"agw\"\nargs = [\"mcp\"]\n",
            after);
        Assert.Equal(Before, Edit("codex").Remove(after));
    }

    [Fact]
    public void A_codex_entry_is_put_right_with_its_other_keys_left_and_goes_with_the_tables_below_it()
    {
        const string Before =
            """
            notify = ["/old/agw", "hook"]
            [mcp_servers.agw]
            command = '/old/agw' # was there
            startup_timeout_sec = 20
            [mcp_servers.agw.env]
            A = "b"
            [tui]
            x = 1
            """;

        Assert.Equal(
            """
            notify = ["agw", "hook"]
            [mcp_servers.agw]
            command = "agw" # was there
            args = ["mcp"]
            startup_timeout_sec = 20
            [mcp_servers.agw.env]
            A = "b"
            [tui]
            x = 1
            """,
            Edit("codex").Add(Before));
        Assert.Equal("[tui]\nx = 1", Edit("codex").Remove(Before));
    }

    [Fact]
    public void A_notify_of_another_program_and_a_server_by_http_stay()
    {
        const string Text =
            """
            notify = ["terminal-notifier"]
            [mcp_servers]
            agw = { url = "http://127.0.0.1:7171/mcp" }
            """;

        Assert.Equal(Text, Edit("codex").Add(Text));
        Assert.StartsWith("notify = [\"terminal-notifier\"]", Edit("codex").Remove(Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mcp_servers = { other = { command = \"x\" } }")]
    [InlineData("model = [\"x\"")]
    [InlineData("[table")]
    [InlineData("model")]
    [InlineData("model = \"x")]
    public void A_codex_file_that_cannot_be_changed_safely_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Edit("codex").Add(text));

    public static TheoryData<string, int, string> Texts()
    {
        var texts = new TheoryData<string, int, string>();
        foreach (var client in ClientCatalogue.All(Places(), Agw))
            for (var file = 0; file < client.Files.Count; file++)
            {
                string[] befores = client.Name == "codex"
                    ? ["", "a = 1\n", "a = 1\r\n[b]\r\nc = 2\r\n", "# only this\n", "[b]\nc = 1\n"]
                    : ["", "{\n}\n", "{\n  \"a\": 1\n}\n", "{\n\t\"a\": 1, // b\n}", "{\r\n  \"a\": []\r\n}\r\n"];
                foreach (var before in befores) texts.Add(client.Name, file, before);
            }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Twice_is_as_once_and_undone_is_as_before(string name, int file, string before)
    {
        var edit = Edit(name, file: file);

        var once = edit.Add(before);

        Assert.NotEqual(before, once);
        Assert.Equal(once, edit.Add(once));
        Assert.Equal(
            once.Contains("\r\n", StringComparison.Ordinal), before.Contains("\r\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\n\n\n", once, StringComparison.Ordinal);
        Assert.Equal(before.Length == 0 && name != "codex" ? "{\n}\n" : before, edit.Remove(once));
        Assert.Equal(before, edit.Remove(before));
    }

    [Fact]
    public void A_file_in_which_only_agw_was_goes()
    {
        var file = Client("claude").Files[0];

        Assert.True(ClientChange.Of(file, file.Edit.Add(""), remove: true)!.LeavesNothing);
        Assert.False(ClientChange.Of(file, file.Edit.Add("{ \"a\": 1 }"), remove: true)!.LeavesNothing);
        Assert.False(ClientChange.Of(file, null, remove: false)!.LeavesNothing);
        Assert.Null(ClientChange.Of(file, "{}", remove: true));
        Assert.Null(ClientChange.Of(file, null, remove: true));
    }

    [Theory]
    [InlineData("/opt/agw", "/bin:/own/bin", "agw")]
    [InlineData("/opt/agw", "/bin", "/opt/agw")]
    [InlineData("/opt/agw", "/other:/own/bin", "/opt/agw")]
    [InlineData("/usr/bin/dotnet /opt/agw.dll", "/own/bin", "/usr/bin/dotnet /opt/agw.dll")]
    public void The_name_alone_is_written_where_the_path_finds_this_program(
        string program, string path, string expected)
    {
        string? Real(string file) => file switch
        {
            "/own/bin/agw" or "/opt/agw" => "/opt/agw",
            "/other/agw" => "/other/agw",
            _ => null,
        };

        var agw = AgwCommand.Of(program.Split(' '), new DataDirectory("/data"), path, Real);

        Assert.Equal($"{expected} mcp --data /data", string.Join(' ', agw.Server));
        Assert.Equal($"{expected} hook", string.Join(' ', agw.Hook));
        Assert.Equal(
            $"{expected} mcp", string.Join(
                ' ', AgwCommand.Of(program.Split(' '), DataDirectory.Usual, path, Real).Server));
    }
}
