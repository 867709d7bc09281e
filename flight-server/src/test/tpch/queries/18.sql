SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity) AS quantity
FROM test.customer, test.orders, test.lineitem
WHERE o_orderkey IN (SELECT l_orderkey FROM test.lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 250)
    AND c_custkey = o_custkey AND o_orderkey = l_orderkey
GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
ORDER BY o_totalprice DESC, o_orderdate, o_orderkey
LIMIT 100
