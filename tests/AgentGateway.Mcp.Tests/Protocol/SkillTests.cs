using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>The skills extension in both eras.</summary>
public sealed class SkillTests : HttpTests
{
    private const string Id = "io.modelcontextprotocol/skills";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Skills_are_declared_listed_in_pages_and_their_digests_are_those_of_what_is_read(bool isLegacy)
    {
        var ask = await AskingAsync(isLegacy);
        var first = await ask("skills/list", []);
        Assert.Equal("complete", (string)first["resultType"]!);
        Assert.True((long)first["ttlMs"]! > 0);
        var second = await ask("skills/list", new() { ["cursor"] = (string)first["nextCursor"]! });
        Assert.Null(second["nextCursor"]);
        JsonNode[] all = [.. first["skills"]!.AsArray()!, .. second["skills"]!.AsArray()!];
        Assert.Equal(61, all.Select(skill => (string)skill["uri"]!).Distinct().Count());

        var entry = all.Single(skill => (string)skill["uri"]! == "skill://first/SKILL.md");
        Assert.Equal(
            """{"name":"first","description":"Does it, ż.","license":"MIT"}""",
            Encoding.UTF8.GetString(JsonNodeBytes(entry["frontmatter"]!)));
        Assert.Equal(2, entry["resources"]!.AsArray().Count);
        foreach (var resource in entry["resources"]!.AsArray())
        {
            var read = await ask("resources/read", new() { ["uri"] = (string)resource!["uri"]! });
            var bytes = Encoding.UTF8.GetBytes((string)read["contents"]![0]!["text"]!);
            Assert.Equal((int)resource["size"]!, bytes.Length);
            Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)), (string)resource["digest"]!);
        }

        var got = await ask("skills/get", new() { ["uri"] = "skill://first/SKILL.md" });
        Assert.Equal(entry.ToJsonString(), got["skill"]!.ToJsonString());
    }

    [Theory]
    [InlineData("skills/get", """{"uri":"skill://none/SKILL.md"}""")]
    [InlineData("skills/get", """{"uri":"skill://first/references/a%20list.md"}""")]
    [InlineData("skills/get", """{"uri":7}""")]
    [InlineData("skills/get", "{}")]
    [InlineData("skills/list", """{"cursor":"x"}""")]
    [InlineData("skills/list", """{"cursor":"100"}""")]
    [InlineData("skills/list", """{"cursor":{}}""")]
    public async Task What_is_none_is_a_wrong_parameter(string method, string parameters)
    {
        using var answered = await Http.ModernAsync(Messages.Modern(1, method, JsonNode.Parse(parameters)!.AsObject()));
        var answer = await HttpProbe.JsonAsync(answered);
        Assert.Equal(-32602, (int)answer["error"]!["code"]!);
    }

    [Fact]
    public async Task The_extension_is_declared_to_both_eras()
    {
        using var discovered = await Http.ModernAsync(Messages.Modern(1, "server/discover", []));
        var capabilities = (await HttpProbe.JsonAsync(discovered))["result"]!["capabilities"]!;
        Assert.NotNull(capabilities["extensions"]![Id]);
        using var begun = await Http.PostAsync(
            Messages.Legacy(0, "initialize", Messages.Initialize("2025-11-25")).ToJsonString());
        await using var events = await EventProbe.OfAsync(begun);
        Assert.NotNull((await events.MessageAsync())["result"]!["capabilities"]!["extensions"]![Id]);
    }

    private async Task<Func<string, JsonObject, Task<JsonNode>>> AskingAsync(bool isLegacy)
    {
        var client = await EraClient.BeginAsync(Http, isLegacy);
        return async (method, parameters) => (await client.AskAsync(method, parameters))["result"]!;
    }

    /// <summary>Characters as they are, however the answer escaped them.</summary>
    private static byte[] JsonNodeBytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));
}
