using System.Text.Json;
using AgentGateway.Settings;

namespace AgentGateway.Host.Tests.Settings;

/// <summary>One setting is changed and the rest of the file stays as a person wrote it.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "A:B", "1", "{\n  \"A\": {\n    \"B\": 1\n  }\n}\n")]
    [InlineData("{}", "A", "1", "{\n  \"A\": 1\n}")]
    [InlineData("{ \"A\": { \"B\": 2 } }", "a:b", "3", "{ \"A\": { \"B\": 3 } }")]
    [InlineData("{ \"A\": [1, 2], \"C\": 3 }", "A", "[4]", "{ \"A\": [4], \"C\": 3 }")]
    [InlineData(
        "{\n  \"A\": {\n    \"B\": 2\n  }\n}\n", "A:C", "3", "{\n  \"A\": {\n    \"B\": 2,\n    \"C\": 3\n  }\n}\n")]
    [InlineData("{\n  \"A\": {}\n}\n", "A:C", "3", "{\n  \"A\": {\n    \"C\": 3\n  }\n}\n")]
    [InlineData("{ // why\n  \"A\": 1, /* x */\n}", "A", "2", "{ // why\n  \"A\": 2, /* x */\n}")]
    [InlineData(
        "{\n  \"A\": \"ü\" // why\n}", "B:C", "2", "{\n  \"A\": \"ü\",\n  \"B\": {\n    \"C\": 2\n  } // why\n}")]
    [InlineData("{\n\t\"A\": 1\n}", "B:C", "2", "{\n\t\"A\": 1,\n\t\"B\": {\n\t\t\"C\": 2\n\t}\n}")]
    [InlineData("{\r\n  \"A\": 1\r\n}\r\n", "B", "2", "{\r\n  \"A\": 1,\r\n  \"B\": 2\r\n}\r\n")]
    [InlineData("{ \"A\": [{ \"B\": 1 }] }", "A:0:B", "2", "{ \"A\": [{ \"B\": 2 }] }")]
    public void A_setting_takes_its_place(string text, string path, string value, string expected) =>
        Assert.Equal(expected, JsonText.Set(text, path.Split(':'), value, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"A\": 1 }")]
    [InlineData("{")]
    public void What_has_no_place_for_it_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => JsonText.Set(text, ["A", "B"], "1"));

    [Fact]
    public void Behind_a_trailing_comma_a_member_may_stand()
    {
        var text = JsonText.Set("{\n  \"A\": 1,\n}", ["B"], "2");
        using var read = JsonDocument.Parse(text, new() { AllowTrailingCommas = true });
        Assert.Equal(2, read.RootElement.GetProperty("B").GetInt32());
    }

    [Theory]
    [InlineData("", "{\n  \"A\": {\n    \"B\": [9]\n  }\n}\n")]
    [InlineData("{ \"A\": { \"B\": [] } }", "{ \"A\": { \"B\": [9] } }")]
    [InlineData("{ \"A\": { \"B\": [1, 2] } }", "{ \"A\": { \"B\": [1, 2, 9] } }")]
    [InlineData(
        "{\n  \"A\": {\n    \"B\": [\n      1 // one\n    ]\n  }\n}",
        "{\n  \"A\": {\n    \"B\": [\n      1,\n      9 // one\n    ]\n  }\n}")]
    public void An_item_goes_behind_the_last_one_of_a_list(string text, string expected) =>
        Assert.Equal(expected, JsonText.Append(text, ["A", "B"], "9"));

    [Theory]
    [InlineData("{ \"A\": { \"B\": 1 } }", "A:B", "{ }")]
    [InlineData("{\n  \"A\": {\n    \"B\": 1\n  }\n}\n", "A:B", "{\n}\n")]
    [InlineData("{\n  \"A\": 1,\n  \"B\": 2\n}", "B", "{\n  \"A\": 1\n}")]
    [InlineData("{\n  \"A\": 1,\n  \"B\": 2\n}", "A", "{\n  \"B\": 2\n}")]
    [InlineData("{\n  \"A\": 1,\n  \"B\": 2,\n}", "B", "{\n  \"A\": 1,\n}")]
    [InlineData("{\n  \"A\": 1, // why\n  \"B\": 2\n}", "B", "{\n  \"A\": 1 // why\n}")]
    [InlineData("{\n  \"A\": 1, // why\n  \"B\": 2, \"C\": 3\n}", "B", "{\n  \"A\": 1, // why\n  \"C\": 3\n}")]
    [InlineData("{ // why\n  \"A\": { \"B\": 1 } }", "A:B", "{ // why\n  }")]
    [InlineData("{ \"A\": { // why\n  \"B\": 1 } }", "A:B", "{ \"A\": { // why\n  } }")]
    [InlineData("{ \"A\": [1, 2, 3] }", "A:1", "{ \"A\": [1, 3] }")]
    [InlineData("{ \"A\": [1, 2, 3] }", "A:2", "{ \"A\": [1, 2] }")]
    [InlineData("{ \"A\": 1 }", "B", "{ \"A\": 1 }")]
    [InlineData("{ \"A\": 1 }", "A:B", "{ \"A\": 1 }")]
    public void What_is_taken_out_leaves_the_rest_as_it_was(string text, string path, string expected) =>
        Assert.Equal(expected, JsonText.Remove(text, path.Split(':')));
}
