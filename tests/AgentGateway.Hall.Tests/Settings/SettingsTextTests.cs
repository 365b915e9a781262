using System.Text.Json;
using AgentGateway.Settings;

namespace AgentGateway.Hall.Tests.Settings;

/// <summary>One setting is changed and the rest of the file stays as a person wrote it.</summary>
public sealed class SettingsTextTests
{
    [Theory]
    [InlineData("", "A:B", "1", "{\n  \"A\": {\n    \"B\": 1\n  }\n}\n")]
    [InlineData("{}", "A", "1", "{\n  \"A\": 1}")]
    [InlineData("{ \"A\": { \"B\": 2 } }", "a:b", "3", "{ \"A\": { \"B\": 3 } }")]
    [InlineData("{ \"A\": [1, 2], \"C\": 3 }", "A", "[4]", "{ \"A\": [4], \"C\": 3 }")]
    [InlineData(
        "{\n  \"A\": {\n    \"B\": 2\n  }\n}\n", "A:C", "3", "{\n  \"A\": {\n    \"B\": 2,\n    \"C\": 3\n  }\n}\n")]
    [InlineData("{\n  \"A\": {}\n}\n", "A:C", "3", "{\n  \"A\": {\n    \"C\": 3\n  }\n}\n")]
    [InlineData("{ // why\n  \"A\": 1, /* x */\n}", "A", "2", "{ // why\n  \"A\": 2, /* x */\n}")]
    [InlineData(
        "{\n  \"A\": \"ü\" // why\n}", "B:C", "2", "{\n  \"A\": \"ü\",\n  \"B\": {\n    \"C\": 2\n  } // why\n}")]
    public void A_setting_takes_its_place(string text, string path, string value, string expected) =>
        Assert.Equal(expected, SettingsText.Set(text, path.Split(':'), value));

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"A\": 1 }")]
    [InlineData("{")]
    public void What_has_no_place_for_it_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => SettingsText.Set(text, ["A", "B"], "1"));

    [Fact]
    public void Behind_a_trailing_comma_a_member_may_stand()
    {
        var text = SettingsText.Set("{\n  \"A\": 1,\n}", ["B"], "2");
        using var read = JsonDocument.Parse(text, new() { AllowTrailingCommas = true });
        Assert.Equal(2, read.RootElement.GetProperty("B").GetInt32());
    }
}
