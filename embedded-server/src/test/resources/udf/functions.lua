-- Each function is called with a record that exists, and with one that does not.

function one(r, v)
  return v
end

function put(r, bin, v)
  r[bin] = v; if aerospike:exists(r) then return aerospike:update(r) else return aerospike:create(r) end
end

function get(r, bin)
  return r[bin]
end

function del(r)
  return aerospike:remove(r)
end

function exists(r)
  return aerospike:exists(r)
end

function fail(r)
  error("boom")
end

function failtable(r)
  error({code=5})
end

function failnum(r)
  error(5)
end

function nilindex(r)
  local x = nil; return x.y
end

function arith(r)
  return r.a + 1
end

function listarith(r)
  return list() + 1
end

function badarg(r)
  return list.size(nil)
end

function badarg2(r)
  return map.size(list())
end

function badarg3(r)
  local l = list(); return l["x"]
end

function badarg4(r)
  return list.size()
end

function badarg5(r)
  return aerospike.update(nil, r)
end

function badarg6(r)
  return aerospike:update(nil)
end

function badarg7(r)
  list.insert(list(), {}, 1)
end

function badarg8(r)
  list.insert(list(), 1.5, 1)
end

function badarg9(r)
  return record.ttl(5)
end

function settable(r)
  r.x = {}
end

function setfunc(r)
  r["toolongtoolongtoolong"] = 5; return r["toolongtoolongtoolong"]
end

function rettable(r)
  return {}
end

function retrec(r)
  return r
end

function retbool(r)
  return true
end

function retfloat(r)
  return 1.5
end

function retbytes(r)
  local b = bytes(4); bytes.append_string(b, "abc"); bytes.append_int16(b, 258); return b
end

function bytesops(r)
  local b = bytes(); local l = list()
  list.append(l, bytes.append_byte(b, 200)); list.append(l, bytes.append_int32_le(b, -2)); list.append(l, bytes.append_int64(b, 1)) list.append(l, bytes.append_var_int(b, 300))
  list.append(l, bytes.size(b)); list.append(l, #b); list.append(l, bytes.get_byte(b, 1)); list.append(l, bytes.get_int32_le(b,2)); list.append(l, bytes.get_int16_be(b, 2))
  local v,s = bytes.get_var_int(b, 14); list.append(l, v); list.append(l, s)
  list.append(l, tostring(b)); list.append(l, bytes.get_string(b, 1, 3)==nil); list.append(l, bytes.get_bytes(b, 2, 2)); list.append(l, bytes.append_byte(b, 300)); list.append(l, bytes.set_int16(b, 3, 7)); list.append(l, b[3]); b[3] = 9; list.append(l, b[3]); list.append(l, tostring(bytes()))
  list.append(l, bytes.get_byte(b, 100)==nil) list.append(l, bytes.get_type(b)) list.append(l, bytes.get_int64(b, 6))
  list.append(l, bytes.set_string(b, 1, "hello")) list.append(l, bytes.get_string(b, 1, 5)) list.append(l, bytes.get_string(b, 12, 50))
  return l
end
function lists(r)
  local l = list{1,2,3}; local o = list()
  list.append(o, tostring(l)); list.append(l, 4) list.prepend(l, 0) list.insert(l, 2, "x") list.append(o, tostring(l)); list.remove(l, 1); list.append(o, tostring(l))
  list.append(o, list.take(l, 2)); list.append(o, list.drop(l, 2)); list.append(o, list.take(l, 100)); list.append(o, list.drop(l, 100)); list.append(o, list.take(l, 0) == nil)
  list.trim(l, 3); list.append(o, tostring(l)); list.concat(l, list{7,8}); list.append(o, tostring(l)); l[10] = 5; list.append(o, tostring(l)); list.append(o, #l)
  list.append(o, l[1]); list.append(o, l[99] == nil); list.append(o, list.nbytes(l))
  for v in list.iterator(list{true, 1.5, "s", list{1}, map{a=1}}) do list.append(o, tostring(v)) end
  list.append(o, tostring(list.merge(list{1}, list{2}))); list.append(o, type(l)); list.append(o, getmetatable(l) == List)
  list.append(l, nil) list.append(o, tostring(l)); list.append(o, tostring(list{1.0, 0.1, 1e20, 1e15, 1e16, -0.0, 123456.789, 1e-5, 2/3}))
  list.append(o, tostring(list.create(5))) ; list.append(o, list.new(3)) ; list.append(o, {}) ; list.append(o, print) list.insert(l, 30, 1) list.append(o, #l)
  return o
end
function maps(r)
  local m = map(); local o = list(); m["a"] = 1; m[2] = "two"; list.append(o, map.size(m)); list.append(o, #m); list.append(o, m["a"]); list.append(o, m[2]); list.append(o, m.zz == nil)
  m["a"] = nil; list.append(o, map.size(m)); list.append(o, m["a"] == nil); map.remove(m, 2); list.append(o, map.size(m)); 
  local n = map{x=5}; list.append(o, tostring(n)); for k,v in map.pairs(n) do list.append(o, k) list.append(o, v) end
  for k in map.keys(n) do list.append(o, k) end for k in map.values(n) do list.append(o, k) end
  list.append(o, map.merge(map{a=1}, map{a=2}, function(x,y) return x+y end)); list.append(o, map.diff(map{a=1,b=1}, map{b=3,c=4}))
  n[1.5] = 1 n[true] = 2; list.append(o, n[1.5]) list.append(o, n[true]); n[{}] = 3; list.append(o, map.size(n)) n.q = {} list.append(o, map.size(n))
  list.append(o, tostring(map())) list.append(o, map.nbytes(map{a=1})) list.append(o, map.create(0) == nil)
  return o
end
function rec(r)
  local o = list(); list.append(o, record.gen(r)); list.append(o, record.ttl(r) > 0); list.append(o, record.setname(r)); list.append(o, record.numbins(r)); 
  local names = record.bin_names(r); table.sort(names); for i, n in ipairs(names) do list.append(o, n) end
  list.append(o, record.key(r)); list.append(o, record.digest(r)); list.append(o, record.device_size(r)); list.append(o, record.last_update_time(r) > 1000); list.append(o, record.size(r) > 0)
  return o
end
function recnew(r)
  local o = list(); list.append(o, record.gen(r)); list.append(o, record.ttl(r)); list.append(o, record.setname(r)); list.append(o, record.numbins(r)); list.append(o, record.key(r)); list.append(o, aerospike:update(r)) list.append(o, aerospike:remove(r)); return o
end

function binnamesnew(r)
  return record.bin_names(r)
end

function ttl(r, t)
  record.set_ttl(r, t) return aerospike:update(r)
end

function dropkey(r)
  record.drop_key(r) return aerospike:update(r)
end

function createtwice(r)
  r.a = 1; local x = aerospike:create(r); local y = aerospike:create(r); return list{x, y}
end

function createremove(r)
  r.a = 1; local x = aerospike:create(r); local y = aerospike:remove(r); return list{x, y}
end

function createempty(r)
  return aerospike:create(r)
end

function removeupdate(r)
  local x = aerospike:remove(r); r.z = 9; local y = aerospike:update(r); return list{x, y, aerospike:exists(r)}
end

function updfail(r)
  r.a = 77; aerospike:update(r); error("after update")
end

function noupdate(r)
  r.a = 99; return r.a
end

function nilbin(r)
  r.a = nil; return aerospike:update(r)
end

function nilbinget(r)
  r.a = nil; return r.a
end

function bigbin(r)
  local s = string.rep("x", 2000000); r.big = s; return aerospike:update(r)
end

function rettype(r, b)
  return type(r[b])
end

function strings(r)
  return "ab\0cd"
end

function emoji(r, s)
  return s .. "\u{1F600}"
end

function badbin(r)
  r.rec = r; return aerospike:update(r)
end

function binrec(r)
  local l = list(); list.append(l, r); return l
end

function intdiv(r)
  return 7 // 2
end

function flt(r)
  return 7 / 2
end

function fltint(r)
  return 8 / 2
end

function bigint(r)
  return 9223372036854775807
end

function logs(r)
  info("x %s", 5) warn("y") debug("z") trace("t") return 1
end

function globals(r)
  count = (count or 0) + 1; return 1
end

function geo(r)
  return geojson('{"type":"Point","coordinates":[1.0,2.0]}')
end

function geobin(r)
  r.g = geojson('{"type":"Point","coordinates":[1.0,2.0]}'); return aerospike:update(r)
end

function nested(r)
  local m = map(); m.l = list{1, list{2}}; m.m = map{x=map()}; r.n = m; aerospike:update(r); return r.n
end

function pcallerr(r)
  local ok, e = pcall(error, "in"); return list{ok, tostring(e)}
end

function pcallbad(r)
  local ok, e = pcall(list.size, nil); return list{ok, tostring(e)}
end

function pcallbad2(r)
  local ok, e = pcall(function() return list.size(nil) end); return list{ok, tostring(e)}
end

function itererr(r)
  local i = iterator; return type(i)
end

function updnil(r)
  r.b = 5; r.b = nil; return aerospike:update(r)
end

function nilarg(r, a)
  return a == nil
end

function callnil(r)
  foo()
end

function manybins(r)
  for i=1,600 do r["b"..i] = i end; return aerospike:update(r)
end

function two(r)
  return 1, 2
end

function none(r) end
notfunc = 5












