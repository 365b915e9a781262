using System.Text;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>
/// Small screens on which one thing at a time happens, and some on which much happens at random. What differs from tmux
/// on purpose is not among them: DESIGN.md lists it, and other tests hold it.
/// </summary>
internal static class SequenceCases
{
    private const int Columns = 12;
    private const int Rows = 6;
    private const int RandomCases = 160;
    private static readonly string Filled = string.Join(
        "\r\n",
        Enumerable.Range(0, Rows)
            .Select(row =>
                new string([.. Enumerable.Range(0, Columns - 1).Select(column => (char)('a' + row + column))])));
    private static readonly string[] Places = ["\e[H", "\e[1;12H", "\e[3;5H", "\e[6;1H", "\e[6;12H", "\e[3;12H#"];
    private static readonly string[] Counts = ["", "0", "1", "3", "99"];
    private static readonly string[] Regions = ["", "\e[2;4r", "\e[1;3r", "\e[3;6r"];

    /// <summary>The cases by group, each group small enough for one file.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ScreenCase>> Groups { get; } =
        new Dictionary<string, IReadOnlyList<ScreenCase>>
    {
        ["moves"] = [.. Moves()],
        ["edits"] = [.. Both(Edits())],
        ["rows"] = [.. Both(RowEdits())],
        ["feeds"] = [.. Both(Feeds())],
        ["styles"] = [.. Both(Listed("style", Styles)), .. Listed("set", Sets)],
        ["text"] =
        [
            .. Both(Listed("wrap", Wrapping)),
            .. Listed("unicode", UnicodeText),
            .. Listed("malformed", Malformed),
        ],
        ["modes"] = [.. Both(Listed("alternate", Alternates)), .. Listed("mode", Modes)],
        ["resizes"] = [.. Resizes()],
        ["random"] = [.. Both(Random())],
    };

    private static string[] Wrapping =>
    [
        "abcdefghijklmnop", "abcdefghijkl\r\nx", "abcdefghijkl\nx", "abcdefghijkl\bX", "abcdefghijkl\tX",
            "abcdefghijklm\b\b\bX", "abcdefghijkl\e[AX",
        "abcdefghijkl\e[2DX", "abcdefghijkl\e[CX", "abcdefghijkl\e[4;4Hq\e[1;12Hzz", "\e[?7labcdefghijklmnop",
            "\e[?7labc\e[?7hdefghijklmnop",
        "abcdefghijkl\e[KX", "abcdefghijkl\e[1KX", "abcdefghijkl\e[PX", "abcdefghijkl\e[@X", "abcdefghijkl\e[XY",
            "\e[44mabcdefghijklm\r\n\n\n\n\n\nx", "\e[4hxyz\e[1;1Habc",
        "hello world\e[1;3H\e[4hINS\e[4lover", "hello worldX\e[1;11H\e[4hAB", "a\tb\tc\td",
            "\e[1;5H\eH\e[1;1H\tX\e[g\r\tY", "\e[3g\tX", "\e[1;12H\e[ZX", "\e[1;12H\e[2ZX\e[9ZY",
        "ab\vcd\fef", "abc\rX", "abc\0\0def", "abc\x7f\x05def",
            "abcdefghijklABCDEFGHIJKLabcdefghijklABCDEFGHIJKLabcdefghijklABCDEFGHIJKLabcdefghijklABC",
        "x\e[5b", "x\e[99by", "\e[31mab\e[3bc", "x\e[1mb\e[2b", "x\r\e[3b", "\e#8", "\e[2;4r\e#8\n\n\nx",
            "ab\e7cd\e[5;5H\e8X", "\e8X", "\e[31m\e7\e[0m\e8X", "ab\e[scd\e[uX",
        "abc\e[2;2H\e[1J", "abc\ec def", "a\nb\nc\nd\ne\nf\ng\nh\e[2Jx", "a\nb\nc\nd\ne\nf\ng\nh\e[3Jx",
            "a\nb\nc\nd\ne\nf\ng\nh\e[H\e[Jx", "a\nb\nc\e[2J\e[2Jx", "\e[2Jx",
    ];

    private static string[] Styles =>
    [
        .. "1 2 3 4 5 6 7 8 9 21 53 1;2;3;4;5;7;8;9 31 37 91 97 41 47 101 107 31;42 38;5;0 38;5;9 38;5;200 48;5;17 38;2;1;2;3 48;2;255;254;253 58;5;4 58;2;9;8;7 38:5:99 48:2:1:2:3 38:2::1:2:3 58:2::1:2:3 58:5:7 4:0 4:1 4:2 4:3 4:4 4:5 4:6 38;5 38;5;300 38;2;1;2 38;2;300;1;2;31 1;;4 38;7;1"
            .Split(' ').Select(parameters => $"\e[{parameters}mab\e[0mc"),
        .. "22 23 24 25 27 28 29 39 49 55 59 0".Split(' ')
            .Select(off => $"\e[1;2;3;4;5;7;8;9;53;31;42;58;5;3mab\e[{off}mcd"),
        "\e[4:3;58;5;2mab\e[4mc\e[24md", "\e[mab\e[;31mc\e[md", "\e[31m\e[44m  \e[0m  x", "\e[7m   \e[27m x",
            "\e[4m  \e[0m", "\e[44m\e[Kx\e[0m", "\e[44mabc\r\n\e[0mdef", "\e[48;2;1;2;3m\e[J",
        "\e[1mb\e[31mr\e[39mn\e[22mp", "\e[31;1mA\r\nB\r\n\e[0mC", "\e[?1;31mX", "\e[>4;1mX", "\e[1 mX", "\e[31:4mX",
            "\e[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;31mX",
    ];

    private static string[] Sets =>
    [
        "\e(0`afgjklmnopqrstuvwxyz{|}~\e(Bq", "\e(0lqqk\r\nx  x\r\nmqqj\e(B", "\e)0a\x0eqq\x0fq", "\x0e\e)0qq\e)Bq",
            "\e(0_^]AB\e(Bx", "\e(0q\e7\e(Bq\e8q", "\e(0q\e[3b", "\e(0漢q", "\e[31m\e(0qx\e[0mq\e(Bx",
    ];

    private static string[] Alternates =>
    [
        "main\e[?1049halt", "main\e[?1049halt\e[?1049lX", "main\e[?47halt", "main\e[?47halt\e[?47lX",
            "main\e[?1047h\e[5;5Halt\e[?1047lX", "\e[31mm\e[?1049h\e[32malt\e[?1049lX",
        "a\nb\nc\nd\ne\nf\ng\e[?1049h1\n2\n3\n4\n5\n6\n7\n8\e[?1049lX", "main\e[?1049ha\e[?1049hb\e[?1049lX",
            "main\e[?1049lX", "m\e[?1049h\e[2;4r\e[?1049l\e[6;1H\n\nX", "main\e[?1049h\e[2Jx\e[2J",
        "m\e[?1049h\e[44m\e[2J\e[3;3Hx", "\e[44mm\e[?1049hx", "m\e7\e[?1049h\e[4;4H\e8X",
            "a\nb\nc\nd\ne\nf\ng\e[?1049h\e[H\e[JX", "abcdefghijkl\e[?1049hx\e[?1049lY",
    ];

    private static string[] UnicodeText =>
    [
        "漢字かな", "漢字漢字漢字漢字", "x漢字漢字漢字漢字", " 漢字\e[1;3Hx", "漢字\e[1;3Hx", " 漢字\e[1;3H漢", "ab漢字cd\e[1;4Hxy",
            "e\u0301a\u0308x", "\u0301x", "ab\r\u0301x", "漢\u0301x", "abcdefghijkl\u0301x",
        "👩‍👩‍👧‍👦x", "👩‍🚀x", "❤\ufe0fx", "☁\ufe0ex", "👋🏽x", "🇩🇪x", "1\ufe0f\u20e3x", "a\u200bb", "a\u200db",
            "éü€ß", "x\u00adx", "각\u1100\u1161x", "\ue000\uf8ffx", "\u0e01\u0e33x", "\u0915\u094d\u0937",
        "z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u030ex",
            "\e[?7l漢字漢字漢字漢字", "\e[?7labcdefghijk漢x", "\e[4habc\r漢", "abc\e[1;12H漢x", "\e[31m漢\e[0mx",
                "\e[44m漢字漢字漢字漢字\e[0m", "漢\b\bx", " 漢\bx", "\ufeffx", "\u2028x", "ﬀx", "①x", "─│x", "½x", "ＡＢ",
    ];

    private static string[] Modes =>
    [
        "\e[2;4r\e[?6h\e[1;1HX\e[9;9HY", "\e[2;4r\e[?6h\e[2dX\e[?6l\e[1;1HY", "\e[?6hX", "\e[3;2rX", "\e[3;3rX",
            "\e[0;0rX", "\e[2rX", "\e[;3rX\n\n\n\nY", "\e[99;99rX", "\e[2;99r\e[6;1H\n\nX", "ab\e[?3hX",
                "\e[2;4rab\e[rX",
        "\e[?25l\e[?1000h\e[?2004hX", "\e[?9999hX\e[?h\e[hY", "\e[20hab\ncd\e[20l"[5..], "\e]0;title\aX",
            "\e]2;title\e\\X", "\e]52;c;YWJj\aX", "\e]8;;http://x\e\\link\e]8;;\e\\X", "\e]9;hello\aX",
                "\e]777;notify;a;b\aX", "\eP1;2q###\e\\X", "\e_apc\e\\X", "\e^pm\e\\X", "\eXsos\e\\X", "\ekname\e\\X",
        "\e[cX\e[>cX\e[6nX\e[5nX\e[18tX", "\e[ qX\e[4 qX", "\e[22;0tX\e[23;0t", "\e(ZX", "\e%GX", "\e=X\e>Y",
            "\e[1;1;1;1HX", "\e[?1;2cX", "\e[=cX", "\e[2;2HX\e[5;5fY",
    ];

    private static string[] Malformed =>
    [
        "a\e[31", "a\e[3\n1mX", "a\e[3\x18X", "a\e[3\x1aX", "a\e\eX", "a\e[\e[31mX", "a\e[31\x7fmX", "a\e[3é1mX",
            "a\e[?3?1mX", "a\e[3<1mX", "a\e[ 3mX", "a\e[!!!!!!mX", "a\e]0;x\x18X", "a\e]0;t\nu\aX", "a\e]zzz\aX",
                "a\e]\aX", "a\e]999999999999;x\aX",
        "a\eP\x18X", "a\ePq\e\\X", "a\eP1;2;3|q\e\\X", "a\eP:q\e\\X", "a\e[99999999Cb",
            "a\e[1;2;3;4;5;6;7;8;9;1;2;3;4;5;6;7;8;9HX", "a\e[;;;HX", "a\e[:HX", "a\e[1:2HX", "a\e Fb", "a\e#3b\e#9c",
                "a\ed\eZb", "a\x9b31mb", "a\x80\x9f\xa0b",
    ];

    private static IEnumerable<ScreenCase> Both(
        IEnumerable<ScreenCase> cases) => cases.SelectMany(given => new[] { given, given.Edged() });

    private static IEnumerable<ScreenCase> Moves() =>
        from place in Places.Index()
        from final in "ABCDEFGd`"
        from count in Counts
        from region in final is 'A' or 'B' or 'E' or 'F' ? Regions[..2] : Regions[..1]
        select Case(
            $"move {place.Index} {final}{count} {Array.IndexOf(Regions, region)}",
            $"{region}{place.Item}\e[{count}{final}X");

    private static IEnumerable<ScreenCase> Edits() =>
        from place in Places.Index()
        from edit in (string[])
        [
            "K", "1K", "2K", "J", "1J", "2J", "@", "2@", "P", "2P", "99P", "X", "3X", "99X", "b", "L", "M", "2L", "2M",
        ]
        from color in (string[])["", "\e[44m"]
        select Case($"edit {place.Index} {edit} {color.Length}", $"{Filled}{color}{place.Item}\e[{edit}\e[0mX");

    private static IEnumerable<ScreenCase> RowEdits() =>
        from region in Regions.Index()
        from place in (string[])["\e[1;3H", "\e[3;3H", "\e[4;3H", "\e[6;3H"]
        from edit in (string[])["L", "3L", "9L", "M", "3M", "9M", "S", "2S", "9S", "T", "2T", "9T"]
        select Case($"rows {region.Index} {place[2]} {edit}", $"{Filled}{region.Item}{place}\e[45m\e[{edit}\e[0mX");

    private static IEnumerable<ScreenCase> Feeds() =>
        from region in Regions.Index()
        from row in (int[])[1, 2, 3, 4, 6]
        from feed in (string[])["\n", "\n\n\n\n", "\eD", "\eM", "\eM\eM\eM", "\eE", "\e[42m\n\n"]
        select Case($"feed {region.Index} {row} {Escaped(feed)}", $"{Filled}{region.Item}\e[{row};4H{feed}X");

    private static IEnumerable<ScreenCase> Listed(string name, string[] outputs) =>
        outputs.Select(
            (output, index) => new ScreenCase(
                $"{name} {index} {Escaped(output)}",
                Columns,
                Rows,
                name == "malformed" ? Latin(output) : Encoding.UTF8.GetBytes(output)));

    /// <summary>Malformed text is written here one byte to a character, except for what is no byte.</summary>
    private static byte[] Latin(string output) => Encoding.Latin1.GetBytes(output);

    private static IEnumerable<ScreenCase> Resizes()
    {
        string[] outputs =
        [
            "", "a\r\nb", Filled, "hello world, this is a line that wraps",
                "abcdefghijklmnopqrstuvwxyz\r\nsecond\r\nthird line wraps too\r\n$ ",
                    "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9",
            "漢字かな漢字かな漢字かな end", "\e[31mred text that wraps \e[44mand goes on in blue\e[0m\r\n\e[42mx\e[K\e[0m\r\n",
                "abcdefghijkl", "abcdefghijkl\r\n", "top\e[6;1Hbottom\e[3;3H",
                    "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\e[2Jx",
            "wrapping text on the main screen\e[?1049halternate text is here", "abcdefghijklmnopqrstuvwxyz\e[1;3H",
                "abc   \r\n   def   ghi   jkl   mno",
                    "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7 is a long line\r\n8 is a long line also\e[2;2r\e[2;4r\e[5;5H",
        ];
        (int, int)[][] sizes =
        [
            [(20,
                6)], [(8,
                    6)], [(5,
                        6)], [(12,
                            3)], [(12,
                                9)], [(20,
                                    3)], [(7,
                                        10)], [(1,
                                            1)], [(2,
                                                6)], [(20,
                                                    6), (12,
                                                        6)], [(6, 6), (12, 6)], [(12, 2), (12, 6)], [(12, 10), (12, 6)],
            [
                (30, 2),
                (5, 8),
                (12, 6),
            ], [(11, 6), (13, 6), (12, 7)],
        ];
        return from output in outputs.Index()
               from size in sizes
               where !KnownToDiffer(output.Item, size)
               select Case($"resize {output.Index} {string.Join(' ', size)}", output.Item) with { Resizes = size };
    }

    /// <summary>
    /// A wide character in one column, and columns of the alternate screen that come back: see DESIGN.md.
    /// </summary>
    private static bool KnownToDiffer(string output, (int Columns, int Rows)[] sizes) =>
        (sizes is [(1, _)] && output.Contains('漢', StringComparison.Ordinal))
            || (sizes.Length > 1 && output.Contains("\e[?1049h", StringComparison.Ordinal));

    private static IEnumerable<ScreenCase> Random()
    {
        var random = new Random(20260101);
        string[] pieces =
        [
            "\r", "\n", "\r\n", "\b", "\t", "\eM", "\eD", "\eE", "\e7", "\e8", "\e[H", "\e[m", "\e[1m", "\e[31m",
                "\e[44m", "\e[7m", "\e[K", "\e[1K", "\e[2K", "\e[J", "\e[1J", "\e[2J",
            "\e[4h", "\e[4l", "\e[?6h", "\e[?6l", "\e[2;5r", "\e[r", "\e[?1049h", "\e[?1049l", "\e(0", "\e(B", "hello",
                "漢", "e\u0301", "wrapping around", "\e#8", "\e[38;5;99m", "\e[48;2;1;2;3m", "q",
        ];
        for (var index = 0; index < RandomCases; index++)
        {
            var output = new StringBuilder();
            for (var piece = random.Next(5, 60); piece > 0; piece--)
            {
                output.Append(random.Next(4) switch
                {
                    0 => $"\e[{random.Next(8)}{"ABCDEFGdSTLMPX"[random.Next(14)]}",
                    1 => $"\e[{random.Next(8)};{random.Next(14)}H",
                    _ => pieces[random.Next(pieces.Length)],
                });
            }

            yield return new ScreenCase($"random {index}", Columns, Rows, Encoding.UTF8.GetBytes(output.ToString()));
        }
    }

    private static ScreenCase Case(
        string name, string output) => new(name, Columns, Rows, Encoding.UTF8.GetBytes(output));

    private static string Escaped(string text) =>
        string.Concat(
            text.Take(40)
                .Select(character =>
                    char.IsControl(character) || character > 0x7e ? $"\\{(int)character:x}" : character.ToString()));
}
