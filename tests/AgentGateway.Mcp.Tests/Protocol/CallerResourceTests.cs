using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Resources show each client what its tools would, in both eras.</summary>
public sealed class CallerResourceTests : HttpTests
{
    private static readonly ToolRequest Operator = new(Gateway.Operator, []);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_of_an_agent_reads_no_memory_of_other_agents(bool isLegacy)
    {
        await WriteAsync("agent:svarog", "MEMORY", "The key lies under the mat.");
        await WriteAsync("agent:mokosh", "MEMORY", "The gold lies in the well.");
        await WriteAsync("operator:telegram:42", "USER", "Ann likes plums.");
        await WriteAsync("global", "plans", "Build a barn.");
        await PutAsync("agent:mokosh", "Where the gold is");
        await PutAsync("global", "Where the barn is");

        var bound = await EraClient.BeginAsync(Http, isLegacy, As(McpHost.AgentHeader, "svarog"));
        Assert.Equal(["agent:svarog MEMORY", "global plans"], await ListedAsync(bound));
        Assert.Contains("under the mat", await ReadAsync(bound, "agw://memory/agent%3Asvarog/MEMORY"));
        Assert.Contains("under the mat", await ReadAsync(bound, "agw://memory/agent/MEMORY"));
        Assert.Contains("a barn", await ReadAsync(bound, "agw://memory/global/plans"));
        Assert.Null(await ReadAsync(bound, "agw://memory/agent%3Amokosh/MEMORY"));
        Assert.Null(await ReadAsync(bound, "agw://memory/operator%3Atelegram%3A42/USER"));
        var known = await ReadAsync(bound, "agw://knowledge");
        Assert.Contains("barn", known);
        Assert.DoesNotContain("gold", known);

        // A program of this machine may name every scope, as with memory_read.
        var free = await EraClient.BeginAsync(Http, isLegacy);
        Assert.Equal(
            ["agent:mokosh MEMORY", "agent:svarog MEMORY", "global plans", "operator:telegram:42 USER"],
            await ListedAsync(free));
        Assert.Contains("gold", await ReadAsync(free, "agw://memory/agent%3Amokosh/MEMORY"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Allowed_skills_of_a_workspace_are_served_to_its_clients_and_stand_over_others(bool isLegacy)
    {
        using var folder = new TemporaryFolder();
        Write("first", "Does it here.");
        Write("local", "Is only here.");
        var inside = await EraClient.BeginAsync(Http, isLegacy, As(McpHost.WorkspaceHeader, folder.Path));
        Assert.DoesNotContain("local", await NamesAsync(inside));
        await Host.Gateway.Runtime.Get<SkillService>().AllowAsync(Gateway.Operator, folder.Path, Gateway.Stop);
        var outside = await EraClient.BeginAsync(Http, isLegacy);

        var names = await NamesAsync(inside);
        Assert.Equal((62, 61), (names.Count, (await NamesAsync(outside)).Count));
        Assert.Contains("local", names);
        Assert.Equal(names, await ToolNamesAsync(inside));
        Assert.Equal(await NamesAsync(outside), await ToolNamesAsync(outside));
        Assert.Equal(names, await ResourceNamesAsync(inside));
        Assert.Equal(await NamesAsync(outside), await ResourceNamesAsync(outside));

        foreach (var name in (string[])["first", "local"])
        {
            var entry = (await inside.AskAsync("skills/get", new() { ["uri"] = $"skill://{name}/SKILL.md" }))["result"]!;
            var file = Assert.Single(entry["skill"]!["resources"]!.AsArray())!;
            var text = await ReadAsync(inside, (string)file["uri"]!);
            Assert.Contains("here.", text);
            Assert.Equal(
                "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text!))),
                (string)file["digest"]!);
        }

        Assert.Contains("Does it, ż.", await ReadAsync(outside, "skill://first/SKILL.md"));
        Assert.Null(await ReadAsync(outside, "skill://local/SKILL.md"));
        Assert.NotNull(
            (await outside.AskAsync("skills/get", new() { ["uri"] = "skill://local/SKILL.md" }))["error"]);

        // What was allowed is that content.
        Write("local", "Was changed.");
        Assert.Null(await ReadAsync(inside, "skill://local/SKILL.md"));
        Assert.Equal(await NamesAsync(outside), await NamesAsync(inside));

        void Write(string name, string description)
        {
            var directory = Path.Combine(folder.Path, ".agw", "skills", name);
            Directory.CreateDirectory(directory);
            File.WriteAllText(
                Path.Combine(directory, "SKILL.md"), $"---\nname: {name}\ndescription: {description}\n---\n# Do it\n");
        }
    }

    private static Action<HttpRequestMessage> As(string header, string value) =>
        request => request.Headers.Add(header, value);

    private async Task WriteAsync(string scope, string name, string text) => Assert.Null(
        (await Host.Gateway.Runtime.Get<DocumentService>().WriteAsync(
            Operator, new(name, "append", text) { Scope = scope }, Gateway.Stop)).Rejection);

    private async Task PutAsync(string scope, string subject) => Assert.Null(
        (await Host.Gateway.Runtime.Get<KnowledgeService>().PutAsync(
            Operator, new(subject, "As it was found.") { Scope = scope }, Gateway.Stop)).Rejection);

    private static async Task<string?> ReadAsync(EraClient client, string uri)
    {
        var answer = await client.AskAsync("resources/read", new() { ["uri"] = uri });
        return answer["error"] is null ? (string)answer["result"]!["contents"]![0]!["text"]! : null;
    }

    private static async Task<IEnumerable<string>> ListedAsync(EraClient client) =>
        JsonNode.Parse((await ReadAsync(client, "agw://memory"))!)!["documents"]!.AsArray()
            .Select(document => $"{document!["scope"]} {document["name"]}").Order(StringComparer.Ordinal);

    private static async Task<List<string>> NamesAsync(EraClient client) =>
        [.. (await PagedAsync(client, "skills/list", "skills")).Select(skill => (string)skill["frontmatter"]!["name"]!)];

    private static async Task<List<string>> ResourceNamesAsync(EraClient client) =>
        [
            .. (await PagedAsync(client, "resources/list", "resources"))
                .Where(resource => ((string)resource["uri"]!).StartsWith("skill://", StringComparison.Ordinal))
                .Select(resource => (string)resource["name"]!),
        ];

    private static async Task<List<string>> ToolNamesAsync(EraClient client)
    {
        var answer = await client.AskAsync(
            "tools/call", new() { ["name"] = "skill_list", ["arguments"] = new JsonObject() });
        return
        [
            .. answer["result"]!["structuredContent"]!["skills"]!.AsArray().Select(skill => (string)skill!["name"]!),
        ];
    }

    private static async Task<List<JsonNode>> PagedAsync(EraClient client, string method, string items)
    {
        var all = new List<JsonNode>();
        JsonNode? cursor = null;
        do
        {
            var parameters = cursor is null ? new JsonObject() : new() { ["cursor"] = (string)cursor! };
            var page = (await client.AskAsync(method, parameters))["result"]!;
            all.AddRange(page[items]!.AsArray()!);
            cursor = page["nextCursor"];
        }
        while (cursor is not null);

        return all;
    }
}
