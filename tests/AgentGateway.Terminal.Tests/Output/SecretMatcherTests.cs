using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Tests.Output;

public sealed class SecretMatcherTests
{
    private const string Value = "cAnary+v/alue?9 \"q\" & \u00e4\u00f6 end";

    private static readonly SecretMatcher Matcher = new([Value]);

    public static TheoryData<string> Encoded
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var before in (string[])["", "a", "ab", "abc"])
                foreach (var after in (string[])["", "z", "\n"])
                {
                    var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Value + after));
                    data.Add(base64);
                    data.Add(base64.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
                    data.Add(JsonSerializer.Serialize(base64));
                }

            data.Add(Value);
            data.Add(Uri.EscapeDataString(Value));
            data.Add(Uri.EscapeDataString(Value).Replace("%20", "+", StringComparison.Ordinal));
            foreach (var url in Urls) data.Add(url);
            data.Add(Convert.ToHexString(Encoding.UTF8.GetBytes(Value)));
            data.Add(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Value)));
            data.Add(JsonSerializer.Serialize(Value));
            data.Add($"\"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            return data;
        }
    }

    /// <summary>
    /// Encoders leave other characters as they are, write a space as a plus or as an escape, and hexadecimal digits large,
    /// small or mixed.
    /// </summary>
    private static IEnumerable<string> Urls =>
        from unescaped in (string[])["-_.~", "-_.!~*'()", "*-._", ";,/?:@&=+$-_.!~*'()", "\"<>^`{|}", ""]
        from space in (string[])["%20", "+"]
        from hexadecimal in (string[])["X2", "x2"]
        where space == "%20" || !unescaped.Contains('+', StringComparison.Ordinal)
        select string.Concat(Value.SelectMany(character => Encoding.UTF8.GetBytes($"{character}")).Select(one =>
            one == ' ' ? space
            : char.IsAsciiLetterOrDigit((char)one) || unescaped.Contains((char)one, StringComparison.Ordinal)
                ? $"{(char)one}"
                : "%" + one.ToString(hexadecimal, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_value_with_a_space_is_found_in_a_form_that_escapes_nothing_else() =>
        Assert.Equal("a=[redacted]&b", new SecretMatcher(["two words!"]).Redact("a=two+words!&b"));

    [Theory]
    [InlineData("q=%6Dixed%2f%2Fcase%c3%A4+x", "q=[redacted]")]
    [InlineData("q=mixed//case\u00e4 x%", "q=[redacted]%")]
    [InlineData("100% mixed, 20%20 case", "100% mixed, 20%20 case")]
    public void Escapes_are_decoded_one_by_one(string text, string expected) =>
        Assert.Equal(expected, new SecretMatcher(["mixed//case\u00e4 x"]).Redact(text));

    [Fact]
    public void A_value_in_an_address_counts_before_it_is_printed_to_its_end()
    {
        var matcher = new SecretMatcher(["mixed//case and more"]);
        const string Encoded = "mixed%2F%2fcase+and%20more";
        for (var length = 8; length < Encoded.Length; length++)
            Assert.Equal(2, matcher.BegunAt("x " + Encoded[..length]));
        Assert.Equal(2 + Encoded.Length, matcher.BegunAt("x " + Encoded));
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public void A_value_is_found_in_each_encoding(string encoded)
    {
        var redacted = Matcher.Redact($"x {encoded} y");
        Assert.StartsWith("x ", redacted, StringComparison.Ordinal);
        Assert.EndsWith(" y", redacted, StringComparison.Ordinal);
        Assert.Contains(SecretMatcher.Replacement, redacted, StringComparison.Ordinal);
        // What is left are the characters of Base64 at both ends, quotes and padding.
        Assert.InRange(redacted.Replace(SecretMatcher.Replacement, "", StringComparison.Ordinal).Length, 3, 24);
        Assert.True(Matcher.MayBeIn(Encoding.UTF8.GetBytes(encoded)));
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public void A_value_is_found_over_the_rows_of_a_narrow_screen(string encoded)
    {
        for (var columns = 8; columns < encoded.Length; columns++)
        {
            var rows = string.Join("\r\n", encoded.Chunk(columns).Select(row => new string(row)));
            var text = Encoding.UTF8.GetBytes($"\e[1m{rows}\e[0m\r\n");
            Assert.True(Matcher.Mask(text, isOpen: false), $"{columns} columns");
            Assert.Equal(1 + rows.Count(character => character == '\n'), text.Count((byte)'\n'));
            var lines = Matcher.Redact(rows);
            Assert.Contains(SecretMatcher.Replacement, lines, StringComparison.Ordinal);
            Assert.Equal(rows.Count(character => character == '\n'), lines.Count(character => character == '\n'));
        }
    }

    [Fact]
    public void Control_sequences_inside_of_a_value_do_not_hide_it()
    {
        var bytes = Encoding.UTF8.GetBytes("a \e[31mcAnary+v\e[0m/alue?9 \e[5;1H\"q\"\e[K & \u00e4\u00f6\b end b");
        Assert.True(Matcher.Mask(bytes, isOpen: false));
        Assert.Equal(
            "a \e[31m********\e[0m******* \e[5;1H***\e[K * ****\b *** b", Encoding.UTF8.GetString(bytes));
        var title = Encoding.UTF8.GetBytes($"\e]2;{Value}\a");
        Assert.True(Matcher.Mask(title, isOpen: false));
        Assert.DoesNotContain("cAnary", Encoding.UTF8.GetString(title), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_printed_to_its_end_counts_from_eight_bytes_on()
    {
        for (var length = 1; length < Value.Length; length++)
        {
            var begun = Encoding.UTF8.GetBytes("x " + Value[..length]);
            Assert.False(new SecretMatcher([Value]).Mask((byte[])[.. begun], isOpen: false));
            var significant = Value[..length].Count(character => character != ' ');
            Assert.Equal(
                significant >= 8 || Encoding.UTF8.GetByteCount(Value[..length].Replace(" ", "", StringComparison.Ordinal)) >= 8,
                Matcher.Mask(begun, isOpen: true));
            if (significant >= 4) Assert.Equal(2, Matcher.BegunAt("x " + Value[..length]));
        }
    }

    [Fact]
    public void Ordinary_text_is_left_alone()
    {
        const string Text = "cAnary said: value? 9 & end\n{\"a\":\"cAnar\"}";
        Assert.Same(Text, Matcher.Redact(Text));
        Assert.Equal(Text, Matcher.Mask(Text));
        Assert.Same(Text, SecretMatcher.None.Redact(Text));
    }

    [Fact]
    public void A_mask_keeps_columns_and_rows() =>
        Assert.Equal("a ****** b\n*** c", new SecretMatcher(["s\u00e9\u00e9cretXY"]).Mask("a s\u00e9\u00e9cre b\ntXY c"
            .Replace(" b\n", "\n", StringComparison.Ordinal)).Replace("\n", " b\n", StringComparison.Ordinal));
}
